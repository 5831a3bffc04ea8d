import { findVariable, type Release } from '../release.ts';
import type { Figure, Source } from '../types.ts';
import { checkDiagnosis, checkValue, checkVariable } from './ids.ts';
import { error, gap, type Problem } from './problem.ts';

/** Every published figure: known ids, possible counts, a citation; every source: used. */
export function checkSources(release: Release): Problem[] {
  return Object.values(release.sources).flatMap((source) => [
    ...checkSource(release, source),
    ...source.figures.flatMap((figure, index) =>
      checkFigure(release, figure, `evidence/${source.id} figure ${index + 1}`),
    ),
    ...sharesOverOne(release, source),
  ]);
}

function checkSource(release: Release, source: Source): Problem[] {
  const where = `evidence/${source.id}`;
  const problems: Problem[] = [];
  if (!source.citation?.trim()) problems.push(error('uncited', where));
  if (source.figures.length === 0) problems.push(error('source_unused', where));
  else if (!source.figures.some(({ diagnosis }) => release.diseases[diagnosis])) {
    problems.push(gap('source_comparators_only', where));
  }
  return problems;
}

function checkFigure(release: Release, figure: Figure, where: string): Problem[] {
  return [
    ...checkDiagnosis(release, figure.diagnosis, where),
    ...checkVariable(release, figure.variable, where),
    ...(figure.value === undefined ? [] : checkValue(release, figure.variable, figure.value, where)),
    ...checkCounts(figure, where),
  ];
}

function checkCounts({ k, n, min, max, mean, median, sd, quantifier, statement }: Figure, where: string) {
  const problems: Problem[] = [];
  const whole = (value: number | undefined) => value === undefined || (Number.isInteger(value) && value >= 0);
  if (!whole(k) || !whole(n)) problems.push(error('count_not_whole', where, { k: k ?? '', n: n ?? '' }));
  if (k !== undefined && n === undefined) problems.push(error('count_without_n', where, { k }));
  if (k !== undefined && n !== undefined && k > n) problems.push(error('k_over_n', where, { k, n }));
  if (min !== undefined && max !== undefined && min > max) {
    problems.push(error('range_reversed', where, { min, max }));
  }
  if (sd !== undefined && sd < 0) problems.push(error('sd_negative', where, { sd }));
  const says = [k, min, max, mean, median, quantifier, statement].some((one) => one !== undefined);
  if (!says) problems.push(error('figure_says_nothing', where));
  return problems;
}

/** Values that exclude each other cannot hold more patients than there are. */
function sharesOverOne(release: Release, source: Source): Problem[] {
  const groups = new Map<string, { figure: Figure; sum: number }>();
  for (const figure of source.figures) {
    const { diagnosis, variable, population, k, n } = figure;
    const known = findVariable(release, variable);
    const exclusive = variable === 'sex' || (known?.kind === 'category' && !known.multi);
    if (!exclusive || k === undefined || n === undefined || figure.countedElsewhere) continue;
    const id = [diagnosis, variable, population, n].join('|');
    groups.set(id, { figure, sum: (groups.get(id)?.sum ?? 0) + k });
  }
  return [...groups.values()].flatMap(({ figure: { diagnosis, variable, n = 0 }, sum }) =>
    sum > n ? [error('shares_over_one', `evidence/${source.id}`, { diagnosis, variable, sum, n })] : [],
  );
}
