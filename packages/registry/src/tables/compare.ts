import { findVariable, findingLabel } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { countValues } from '../evidence/count.ts';
import { fisherExact, mannWhitney } from '../statistics/index.ts';
import type { Table } from './table.ts';
import { median, percent, type TableContext } from './words.ts';

/** Two groups of one series, for instance by sex or by diagnosis. */
export interface Groups {
  readonly names: readonly [string, string];
  readonly cases: readonly [readonly RegistryCase[], readonly RegistryCase[]];
}

/**
 * Age by Mann-Whitney (effect: probability of superiority), every value that at least one group shows by Fisher's
 * exact test (effect: difference of shares in percentage points, odds ratio). p is not adjusted for the number of
 * tests, and the note says how many there were.
 */
export function comparisonTable({ names, cases }: Groups, { release, lang, t }: TableContext): Table {
  const rows: string[][] = [];
  const [first, second] = cases.map((group) => group.flatMap(({ facts }) => facts.age ?? [])) as [
    number[],
    number[],
  ];
  if (first.length > 0 && second.length > 0) {
    const { p, superiority } = mannWhitney(first, second);
    const show = (ages: number[]) => `${median(ages)} (n = ${ages.length})`;
    const effect = t('registry:effect.superiority', { value: superiority.toFixed(2) });
    rows.push([t('registry:row.medianAge'), show(first), show(second), effect, pValue(p)]);
  }
  for (const { id, kind } of release.variables) {
    const variable = kind === 'category' ? findVariable(release, id) : undefined;
    if (!variable) continue;
    const others = new Map(countValues(cases[1], variable).map((count) => [count.value, count]));
    for (const a of countValues(cases[0], variable)) {
      const b = others.get(a.value);
      if (!b || a.k + b.k === 0) continue;
      const { p, oddsRatio } = fisherExact([
        [a.k, a.n - a.k],
        [b.k, b.n - b.k],
      ]);
      const effect = t('registry:effect.difference', {
        points: percent(a.k / a.n - b.k / b.n),
        oddsRatio: Number.isFinite(oddsRatio) ? oddsRatio.toFixed(2) : '–',
      });
      const label = findingLabel(release, lang, id, a.value);
      rows.push([label, `${a.k}/${a.n}`, `${b.k}/${b.n}`, effect, pValue(p)]);
    }
  }
  return {
    id: 'comparison',
    title: t('registry:table.comparison', { first: names[0], second: names[1] }),
    columns: [t('registry:column.characteristic'), ...names, t('registry:column.effect'), 'p'],
    rows,
    notes: [t('registry:note.tests', { tests: rows.length })],
  };
}

const pValue = (p: number) => (p < 0.001 ? '< 0.001' : p.toFixed(3));
