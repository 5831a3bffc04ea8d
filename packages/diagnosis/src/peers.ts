import type { Release } from '@calx/knowledge';
import { softmax } from './mathematics.ts';
import { codedCases, type CodedCase } from './tallies.ts';
import type { Exclusion, Observation } from './types.ts';

/** The peers that an evaluation can run on the same cases. */
export type PeerMethod = 'naive-bayes' | 'prior';

/** Years in one age class of the peer. */
const AGE_CLASS = 20;
/** Added to every count (Laplace). */
const SMOOTHING = 1;

/**
 * Probabilities of a peer by diagnosis. `prior`: the diagnoses' shares among the published cases.
 * `naive-bayes`: counts from those cases alone, independent findings, add-one smoothing (the method of Do,
 * Langlotz and Beaulieu 2017, doi:10.1007/s10278-017-0001-7); age in classes of 20 years, other numbers unused.
 */
export function peerProbabilities(
  method: PeerMethod,
  release: Release,
  diagnoses: readonly string[],
  observations: readonly Observation[],
  exclude: Exclusion = {},
): Float64Array {
  const cases = codedCases(release).filter(({ id }) => !exclude.cases?.includes(id));
  const findings = observations.flatMap(({ variable, value, state }) => {
    const wanted = featureValue(variable, value);
    if (method === 'prior' || state !== 'present' || wanted === undefined) return [];
    const shown = cases.flatMap((coded) => {
      const feature = featureOf(coded, variable);
      return feature === undefined ? [] : [{ diagnosis: coded.diagnosis, feature }];
    });
    return [{ wanted, shown, kinds: new Set(shown.map(({ feature }) => feature)).add(wanted).size }];
  });
  const logs = Float64Array.from(diagnoses, (diagnosis) => {
    let log = Math.log(cases.filter((coded) => coded.diagnosis === diagnosis).length + SMOOTHING);
    for (const { wanted, shown, kinds } of findings) {
      const own = shown.filter((entry) => entry.diagnosis === diagnosis);
      const k = own.filter(({ feature }) => feature === wanted).length;
      log += Math.log((k + SMOOTHING) / (own.length + kinds * SMOOTHING));
    }
    return log;
  });
  return softmax(logs);
}

function featureOf(coded: CodedCase, variable: string): string | undefined {
  const value = coded.values.get(variable)?.[0];
  return value === undefined ? undefined : featureValue(variable, value);
}

function featureValue(variable: string, value: string | number): string | undefined {
  if (typeof value === 'string') return value;
  return variable === 'age' ? String(Math.floor(value / AGE_CLASS)) : undefined;
}
