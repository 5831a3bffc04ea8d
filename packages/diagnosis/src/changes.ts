import { settle, softmax } from './mathematics.ts';
import type { Model } from './model.ts';
import type { OpenValue, OpenVariable } from './open-findings.ts';
import type { Change } from './types.ts';

/** The largest set of findings offered, and how many sets. */
const LARGEST = 3;
const SETS = 5;
/** Challengers tried, by their present probability. */
const CHALLENGERS = 4;

interface Step {
  readonly variable: string;
  readonly part: number;
  readonly value: OpenValue;
}

/**
 * What would turn the order: for each of the leader's closest challengers the smallest set of open findings that
 * puts it first, found greedily by the finding that gains most on the leader and is not improbable in the
 * challenger. The smallest sets come first, then the more probable.
 */
export function changesOf(model: Model, logs: Float64Array, open: readonly OpenVariable[]): Change[] {
  const inside = logs.slice(0, model.diagnoses.length);
  const order = [...inside.keys()].sort((a, b) => (inside[b] ?? 0) - (inside[a] ?? 0));
  const leader = order[0] ?? 0;
  return order
    .slice(1, 1 + CHALLENGERS)
    .flatMap((challenger) => turn(model, inside, open, leader, challenger) ?? [])
    .sort((a, b) => a.findings.length - b.findings.length || b.likely - a.likely)
    .slice(0, SETS)
    .map(({ findings, leader: first, probability }) => ({ findings, leader: first, probability }));
}

function turn(
  model: Model,
  logs: Float64Array,
  open: readonly OpenVariable[],
  leader: number,
  challenger: number,
): (Change & { readonly likely: number }) | undefined {
  const sum = Float64Array.from(logs);
  const taken: Step[] = [];
  let likely = 1;
  while (taken.length < LARGEST) {
    const step = bestStep(open, taken, leader, challenger, model.parameters.plausibleShare);
    if (!step) return undefined;
    taken.push(step);
    likely *= step.value.share[challenger] ?? 0;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + step.part * (step.value.log[i] ?? 0);
    const first = [...sum.keys()].reduce((best, index) =>
      (sum[index] ?? 0) > (sum[best] ?? 0) ? index : best,
    );
    if (first === leader) continue;
    return {
      findings: taken.map(({ variable, value }) => ({ variable, value: value.value })),
      leader: model.diagnoses[first] ?? '',
      probability: settle(softmax(sum)[first] ?? 0),
      likely,
    };
  }
  return undefined;
}

function bestStep(
  open: readonly OpenVariable[],
  taken: readonly Step[],
  leader: number,
  challenger: number,
  plausible: number,
): Step | undefined {
  let best: Step | undefined;
  let most = 0;
  for (const { variable, values, part } of open) {
    if (taken.some((step) => step.variable === variable)) continue;
    for (const value of values) {
      const gain = part * ((value.log[challenger] ?? 0) - (value.log[leader] ?? 0));
      if ((value.share[challenger] ?? 0) < plausible || gain <= most) continue;
      most = gain;
      best = { variable, part, value };
    }
  }
  return best;
}
