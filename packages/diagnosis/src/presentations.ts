import type { Release } from '@calx/knowledge';
import { densityAt, kernelDensity, type NumberBelief } from './number-belief.ts';
import type { EngineParameters } from './parameters.ts';
import { codeCases, type CodedCase } from './tallies.ts';

/** The id under which the written presentations appear among the sources. */
export const PRESENTATIONS = 'presentations';

const cache = new WeakMap<Release, ReadonlyMap<string, readonly CodedCase[]>>();

/** The written presentations (`knowledge/presentations`) by diagnosis. */
export function presentationsOf(release: Release, diagnosis: string): readonly CodedCase[] {
  let byDiagnosis = cache.get(release);
  if (!byDiagnosis) {
    const groups = new Map<string, CodedCase[]>();
    for (const one of codeCases(release.presentations, release)) {
      const group = groups.get(one.diagnosis) ?? [];
      group.push(one);
      groups.set(one.diagnosis, group);
    }
    byDiagnosis = groups;
    cache.set(release, byDiagnosis);
  }
  return byDiagnosis.get(diagnosis) ?? [];
}

/**
 * What the presentations say about each diagnosis: the logarithm of how much more common a value is among them than in
 * the pack, times their weight. Added to the log likelihood it pools two opinions on the diagnosis (logarithmic
 * opinion pool, Genest and Zidek 1986, doi:10.1214/ss/1177013825).
 */
export type SecondOpinion = (index: number, value: string | number) => number;

/** `background`: share by value in the pack. A diagnosis whose presentations are silent about it gets 0. */
export function categoryOpinion(
  presentations: readonly (readonly CodedCase[])[],
  variable: string,
  background: ReadonlyMap<string, number>,
  parameters: EngineParameters,
): SecondOpinion {
  const tables = presentations.map((cases) => {
    const counts = new Map<string, number>();
    let n = 0;
    for (const { values } of cases) {
      const shown = (values.get(variable) ?? []).map(String).filter((value) => background.has(value));
      if (shown.length > 0) n += 1;
      for (const value of shown) counts.set(value, (counts.get(value) ?? 0) + 1 / shown.length);
    }
    return new Map(
      [...background].map(([value, share]) => [value, opinion(counts.get(value) ?? 0, n, share, parameters)]),
    );
  });
  return (index, value) => tables[index]?.get(String(value)) ?? 0;
}

/** `usual`: the densities of the diagnoses in their usual form, whose mean is the background. */
export function numberOpinion(
  presentations: readonly (readonly CodedCase[])[],
  variable: string,
  usual: readonly NumberBelief[],
  parameters: EngineParameters,
): SecondOpinion {
  const [first] = usual;
  if (!first) return () => 0;
  const background = first.density.map((_, i) => {
    let sum = 0;
    for (const { density } of usual) sum += density[i] ?? 0;
    return sum / usual.length;
  });
  const tables = presentations.map((cases) => {
    const values = cases
      .flatMap((one) => one.values.get(variable) ?? [])
      .filter((value) => typeof value === 'number');
    return kernelDensity(first.scale, values).map((density, i) =>
      opinion(values.length * density, values.length, background[i] ?? 1, parameters),
    );
  });
  return (index, value) => {
    const density = tables[index];
    return density && typeof value === 'number' ? densityAt({ scale: first.scale, density }, value) : 0;
  };
}

/** Of k among n presentations where the pack's share (or density) is `background`. */
function opinion(
  k: number,
  n: number,
  background: number,
  { presentationWeight, presentationSmoothing }: EngineParameters,
): number {
  const smoothed = presentationSmoothing * background + k;
  return presentationWeight * Math.log(smoothed / ((presentationSmoothing + n) * background));
}
