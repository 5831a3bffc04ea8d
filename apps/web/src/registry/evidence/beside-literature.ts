import type { LocalCount } from '@calx/diagnosis';
import type { Lang, Release } from '@calx/knowledge';
import { countsOf } from '../../knowledge/counts.ts';
import { shareText } from '../parts/share-text.ts';
import type { EvidenceCounts } from '../api/evidence.ts';

/** One value in one diagnosis, as each kind of source counted it; a dash where nobody did. */
export interface BesideRow {
  readonly variable: string;
  readonly value: string;
  readonly published: string;
  readonly local: string;
  readonly shared: string;
}

/** Every value of a diagnosis that the hospital or another one counted, beside the published counts. */
export function besideLiterature(
  release: Release,
  diagnosis: string,
  { local, shared }: Pick<EvidenceCounts, 'local' | 'shared'>,
  lang: Lang,
): readonly BesideRow[] {
  const find = (counts: readonly LocalCount[], variable: string, value: string): LocalCount | undefined =>
    counts.find((one) => one.diagnosis === diagnosis && one.variable === variable && one.value === value);
  const keys = new Map(
    [...local.counts, ...shared.counts].flatMap((count) =>
      count.diagnosis === diagnosis && count.n > 0
        ? [[`${count.variable} ${count.value}`, [count.variable, count.value] as const]]
        : [],
    ),
  );
  const order = new Map(release.variables.map(({ id }, index) => [id, index]));
  return [...keys.values()]
    .sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .flatMap(([variable, value]) => {
      const [here, elsewhere] = [find(local.counts, variable, value), find(shared.counts, variable, value)];
      const published = countsOf(release, variable, value).find((one) => one.diagnosis === diagnosis)?.pooled;
      // What nobody ever saw in this disease says little in a table.
      if (!here?.k && !elsewhere?.k && !published?.k) return [];
      return [
        {
          variable,
          value,
          published: shareText(published, lang),
          local: shareText(here, lang),
          shared: shareText(elsewhere, lang),
        },
      ];
    });
}
