import type { Release } from '@calx/knowledge';
import { wilson, type Proportion } from '@calx/registry';

export interface CountedBy {
  readonly source: string;
  readonly k: number;
  readonly n: number;
  readonly population?: string;
  /** Set when the patients are counted in another source already. */
  readonly withinOther: boolean;
}

/** How often one diagnosis shows one value: k of n over the sources that counted it, with a 95 % interval. */
export interface DiagnosisCount {
  readonly diagnosis: string;
  readonly pooled: Proportion;
  readonly counted: readonly CountedBy[];
}

/** True when a source's patients are already in another source that counts the same thing. */
function yieldsTo(
  release: Release,
  source: string,
  diagnosis: string,
  counting: ReadonlySet<string>,
): boolean {
  return release.overlaps.some(
    ({ keep, yields, diagnoses }) =>
      yields.includes(source) && counting.has(keep) && (diagnoses?.includes(diagnosis) ?? true),
  );
}

/** The published counts of one value of a variable by diagnosis, most frequent first. */
export function countsOf(release: Release, variable: string, value: string): readonly DiagnosisCount[] {
  const byDiagnosis = new Map<string, Map<string, Omit<CountedBy, 'withinOther'>>>();
  for (const source of Object.values(release.sources)) {
    for (const figure of source.figures) {
      const { k, n, diagnosis } = figure;
      if (
        figure.variable !== variable ||
        figure.value !== value ||
        k === undefined ||
        n === undefined ||
        n <= 0 ||
        k > n
      )
        continue;
      const sources = byDiagnosis.get(diagnosis) ?? new Map<string, Omit<CountedBy, 'withinOther'>>();
      const known = sources.get(source.id);
      // A source may count a value twice (whole series and a part): the larger population stands.
      if (!known || known.n < n)
        sources.set(source.id, {
          source: source.id,
          k,
          n,
          ...(figure.population ? { population: figure.population } : {}),
        });
      byDiagnosis.set(diagnosis, sources);
    }
  }
  return [...byDiagnosis]
    .map(([diagnosis, sources]): DiagnosisCount => {
      const ids = new Set(sources.keys());
      const counted = [...sources.values()].map((item) => ({
        ...item,
        withinOther: yieldsTo(release, item.source, diagnosis, ids),
      }));
      const own = counted.filter(({ withinOther }) => !withinOther);
      const sum = (pick: (item: CountedBy) => number): number =>
        own.reduce((total, item) => total + pick(item), 0);
      return {
        diagnosis,
        counted,
        pooled: wilson(
          sum(({ k }) => k),
          sum(({ n }) => n),
        ),
      };
    })
    .sort((a, b) => b.pooled.share - a.pooled.share || b.pooled.n - a.pooled.n);
}
