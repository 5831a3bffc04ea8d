import type { Release } from './release.ts';

/** Variables of whom a figure, a profile or a published case of the diagnoses speaks. */
function spokenOf(release: Release, diagnoses: ReadonlySet<string>): ReadonlySet<string> {
  const figures = Object.values(release.sources).flatMap((source) => source.figures);
  const profiles = Object.entries(release.profiles) as [string, { profile: { variable: string }[] }][];
  return new Set([
    ...figures.filter(({ diagnosis }) => diagnoses.has(diagnosis)).map(({ variable }) => variable),
    ...profiles
      .filter(([diagnosis]) => diagnoses.has(diagnosis))
      .flatMap(([, { profile }]) => profile.map(({ variable }) => variable)),
    ...release.cases
      .filter(({ diagnosis }) => diagnoses.has(diagnosis ?? ''))
      .flatMap(({ findings }) => Object.keys(findings)),
  ]);
}

/**
 * Variables of the form that belong to other questions than the pack's: the evidence of another pack speaks of them
 * and that of this one does not. Empty for an unknown pack.
 */
export function variablesOfOtherPacks(release: Release, packId: string): ReadonlySet<string> {
  const pack = release.packs[packId];
  if (!pack) return new Set();
  const own = spokenOf(release, new Set(pack.diagnoses));
  const others = Object.values(release.packs).filter(({ id }) => id !== packId);
  const elsewhere = spokenOf(release, new Set(others.flatMap(({ diagnoses }) => diagnoses)));
  return new Set([...elsewhere].filter((variable) => !own.has(variable)));
}
