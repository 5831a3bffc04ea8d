import type { Differential, RankedDiagnosis, RankedFamily } from '@calx/diagnosis';

/** A line of the list: a diagnosis, or a family whose members imaging often cannot tell apart. */
export type Entry =
  | { readonly kind: 'diagnosis'; readonly probability: number; readonly diagnosis: RankedDiagnosis }
  | {
      readonly kind: 'family';
      readonly probability: number;
      readonly family: RankedFamily;
      readonly members: readonly RankedDiagnosis[];
    };

/** Families first as one, single diagnoses as they are, most probable first. */
export function entriesOf({ differential, families }: Differential): readonly Entry[] {
  const inFamily = new Map(
    families.flatMap((family) => family.members.map(({ diagnosis }) => [diagnosis, family] as const)),
  );
  const members = (family: RankedFamily): RankedDiagnosis[] =>
    differential.filter(({ diagnosis }) => inFamily.get(diagnosis) === family);
  const entries: Entry[] = [
    ...families
      .filter((family) => members(family).length > 1)
      .map((family): Entry => ({
        kind: 'family',
        probability: family.probability,
        family,
        members: members(family),
      })),
    ...differential
      .filter(({ diagnosis }) => {
        const family = inFamily.get(diagnosis);
        return family === undefined || members(family).length < 2;
      })
      .map((diagnosis): Entry => ({ kind: 'diagnosis', probability: diagnosis.probability, diagnosis })),
  ];
  return entries.sort((a, b) => b.probability - a.probability);
}
