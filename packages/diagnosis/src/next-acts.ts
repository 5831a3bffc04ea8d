import type { Text } from '@calx/knowledge';
import { entropy, settle, softmax } from './mathematics.ts';
import { isMalignant } from './danger.ts';
import type { Model } from './model.ts';
import { askedTogether, type OpenVariable } from './open-findings.ts';
import { createRandom, type Random } from './random.ts';
import type { NextAct, Observation } from './types.ts';

/** A test whose one answer all but proves some diagnoses. */
interface Proof {
  readonly diagnoses: readonly string[];
  /** Share of positive answers in them, and in the others. */
  readonly found: { readonly value: number };
  readonly found_elsewhere: { readonly value: number };
}

interface ActsFile {
  readonly acts: readonly {
    readonly id: string;
    readonly name: Text;
    readonly asks: readonly string[];
    /** Roles of series, one of each list, that show the act to have been done. */
    readonly at_hand?: readonly (readonly string[])[];
    readonly dose_msv: { readonly value: number };
    readonly invasiveness: string;
    readonly cost: number;
    readonly days?: number;
    readonly proves?: Proof;
  }[];
}

/** Diagnoses less probable than this are left out of the simulation: they carry no bits. */
const NEGLIGIBLE = 1e-4;

/**
 * The acts that can still answer something, the most informative first. For each act the answers of its open
 * variables are drawn from the posterior predictive (diagnosis first, then each answer given the diagnosis); the
 * bits are the mean fall of the entropy over the diagnoses. `logs` are the log weights of the case, `answered` its
 * variables, free text included; `seriesRoles` the roles of the images that the case already has.
 */
export function nextActs(
  model: Model,
  observations: readonly Observation[],
  openFindings: readonly OpenVariable[],
  logs: Float64Array,
  answered: ReadonlySet<string>,
  seriesRoles: readonly string[],
  seed: number,
): NextAct[] {
  const { acts } = model.release.acts.acts as unknown as ActsFile;
  const byVariable = new Map(openFindings.map((entry) => [entry.variable, entry]));
  const everything = softmax(logs.subarray(0, model.diagnoses.length));
  const kept = model.diagnoses.flatMap((_, index) => ((everything[index] ?? 0) > NEGLIGIBLE ? [index] : []));
  const inside = Float64Array.from(kept, (index) => logs[index] ?? 0);
  const malignant = kept.map((index) => isMalignant(model, model.diagnoses[index] ?? ''));
  const now = softmax(inside);
  const before = entropy(now);
  const missedBefore = missed(now, malignant);
  return acts
    .flatMap((act): NextAct[] => {
      const open = [
        ...askedTogether(model, observations, byVariable, act.asks),
        ...(act.proves ? proofs(model, act.proves, act.asks, answered) : []),
      ];
      if (open.length === 0) return [];
      const { bits, missedAfter } = expect(model, inside, now, open, kept, malignant, createRandom(seed));
      return [
        {
          act: act.id,
          name: act.name,
          bits: settle(Math.max(0, before - bits)),
          asks: open.map(({ variable }) => variable),
          atHand: act.at_hand?.every((roles) => roles.some((role) => seriesRoles.includes(role))) ?? false,
          missedMalignancy: {
            before: settle(missedBefore),
            after: settle(Math.min(missedBefore, missedAfter)),
          },
          doseMSv: act.dose_msv.value,
          invasiveness: act.invasiveness,
          cost: act.cost,
          ...(act.days !== undefined && { days: act.days }),
        },
      ];
    })
    .sort((a, b) => b.bits - a.bits || (a.act < b.act ? -1 : 1));
}

/** The variables that a proving test answers, as yes or no for its diagnoses. */
function proofs(
  model: Model,
  { diagnoses, found, found_elsewhere: elsewhere }: Proof,
  asks: readonly string[],
  answered: ReadonlySet<string>,
): OpenVariable[] {
  const members = diagnoses.filter((diagnosis) => model.diagnoses.includes(diagnosis));
  if (members.length === 0) return [];
  const yes = Float64Array.from(model.diagnoses, (diagnosis) =>
    members.includes(diagnosis) ? found.value : elsewhere.value,
  );
  const values = [
    { value: 'yes', share: yes },
    { value: 'no', share: yes.map((share) => 1 - share) },
  ].map((answer) => ({ ...answer, log: answer.share.map(Math.log) }));
  return asks
    .filter((variable) => !answered.has(variable))
    .map((variable) => ({ variable, values, part: 1 }));
}

/** Mean entropy and chance of a missed malignancy after the act's answers. */
function expect(
  model: Model,
  logs: Float64Array,
  now: Float64Array,
  open: readonly OpenVariable[],
  kept: readonly number[],
  malignant: readonly boolean[],
  random: Random,
): { readonly bits: number; readonly missedAfter: number } {
  const draws = model.parameters.actDraws;
  let bits = 0;
  let missedAfter = 0;
  const sum = new Float64Array(logs.length);
  for (let d = 0; d < draws; d++) {
    // Stratified over the posterior: the d-th of equal slices, so that rare diagnoses have their part.
    const diagnosis = kept[pick(now, (d + random()) / draws)] ?? 0;
    sum.set(logs);
    for (const { values, part } of open) {
      const answer = values[pickShare(values, diagnosis, random())];
      if (!answer) continue;
      for (let i = 0; i < kept.length; i++) {
        sum[i] = (sum[i] ?? 0) + part * (answer.log[kept[i] ?? 0] ?? 0);
      }
    }
    softmax(sum, sum);
    bits += entropy(sum);
    missedAfter += missed(sum, malignant);
  }
  return { bits: bits / draws, missedAfter: missedAfter / draws };
}

function pick(probabilities: Float64Array, u: number): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    sum += probabilities[i] ?? 0;
    if (u < sum) return i;
  }
  return probabilities.length - 1;
}

function pickShare(values: OpenVariable['values'], diagnosis: number, u: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]?.share[diagnosis] ?? 0;
    if (u < sum) return i;
  }
  return values.length - 1;
}

/** Probability of malignancy when a benign diagnosis leads; 0 when a malignant one does. */
function missed(probabilities: Float64Array, malignant: readonly boolean[]): number {
  let leader = 0;
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    if ((probabilities[i] ?? 0) > (probabilities[leader] ?? 0)) leader = i;
    if (malignant[i]) sum += probabilities[i] ?? 0;
  }
  return malignant[leader] ? 0 : sum;
}
