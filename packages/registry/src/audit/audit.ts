import type { Release } from '@calx/knowledge';
import { z } from 'zod';
import { countsForPercent, percentLike } from './percent.ts';
import { codeNames, type SeriesNames } from './series-names.ts';
import type { Series, SeriesFigure } from './series.ts';

/** One disagreement inside a series. `code` and `params` make the sentence (text catalog `registry:audit.*`). */
export interface SeriesProblem {
  readonly code:
    | 'sum'
    | 'fractionalCount'
    | 'impossibleCount'
    | 'moreThanPatients'
    | 'impossiblePercent'
    | 'percent'
    | 'denominatorUnsaid'
    | 'percentSum'
    | 'differs'
    | 'denominator'
    | 'examinationWithoutResult'
    | 'landmark'
    | 'ageOrder'
    | 'spread'
    | 'medianOver';
  readonly where: string;
  readonly says: string;
  readonly expected: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Region of the vocabulary to the landmarks that lie in it, lower case. */
export type Landmarks = ReadonlyMap<string, readonly string[]>;

const landmarkSchema = z.record(z.string(), z.object({ en: z.array(z.string()), zh: z.array(z.string()) }));

/** The landmarks of each body site, both languages, from `knowledge/anatomy/landmarks.yaml`. */
export function landmarksOf(release: Pick<Release, 'anatomy'>): Landmarks {
  const bySite = landmarkSchema.parse(release.anatomy['landmarks'] ?? {});
  return new Map(
    Object.entries(bySite).map(([site, names]) => [
      site,
      [...names.en, ...names.zh].map((name) => name.toLowerCase()),
    ]),
  );
}

/**
 * Every disagreement that arithmetic, the paper's own words or anatomy can show. An empty list: none found.
 * @param names in which words; the codes where left out
 */
export function auditSeries(
  series: Series,
  landmarks: Landmarks,
  names: SeriesNames = codeNames,
): SeriesProblem[] {
  return [
    ...series.figures.flatMap((figure) => figureProblems(figure, mostCounted(series), names)),
    ...partitionProblems(series, names),
    ...agreementProblems(series.figures.filter(isWhole), names),
    ...examinationProblems(series, names),
    ...locationProblems(series, landmarks, names),
    ...ageProblems(series, names),
  ];
}

/** Nobody counts more than the patients, or their lesions. */
const mostCounted = ({ patients, lesions = 0 }: Series) => Math.max(patients, lesions);
const isCount = (count: number | undefined) => count === undefined || (Number.isInteger(count) && count >= 0);
const isWhole = ({ k, n }: SeriesFigure) => isCount(k) && isCount(n);

function figureProblems(figure: SeriesFigure, most: number, names: SeriesNames): SeriesProblem[] {
  const { k, n, percent, where } = figure;
  const problems: SeriesProblem[] = [];
  const what = names.finding(figure.about, figure.value);
  if (!isWhole(figure)) {
    const printed = (isCount(k) ? n : k) ?? 0;
    const says = isCount(k) ? `n = ${printed}` : String(printed);
    const expected = printed < 0 ? '≥ 0' : `${Math.floor(printed)} / ${Math.ceil(printed)}`;
    return [problem('fractionalCount', where, says, expected, { what })];
  }
  if (k !== undefined && n !== undefined && k > n) {
    problems.push(problem('impossibleCount', where, `${k}/${n}`, `≤ ${n}`, { what }));
  }
  if (n !== undefined && n > most) {
    problems.push(problem('moreThanPatients', where, `n = ${n}`, `n ≤ ${most}`, { what }));
  }
  if (percent === undefined || n === undefined || n === 0) return problems;
  const fitting = countsForPercent(percent, n);
  if (k !== undefined && k <= n) {
    if (!fitting.includes(k)) {
      const right = percentLike(k, n, percent);
      // Without a denominator in the paper a smaller one may be meant: then that is what is missing.
      const meant = figure.denominatorAssumed ? denominatorFor(k, percent, n) : undefined;
      problems.push(
        meant === undefined
          ? problem('percent', where, `${k}/${n} = ${percent} %`, `${right} %`, { what })
          : problem('denominatorUnsaid', where, `${k} = ${percent} %`, `${k}/${meant}`, { what, n }),
      );
    }
  } else if (fitting.length === 0) {
    const near = Math.round((Number(percent) / 100) * n);
    const expected = `${near}/${n} = ${percentLike(near, n, percent)} %`;
    problems.push(problem('impossiblePercent', where, `${percent} % / ${n}`, expected, { what }));
  }
  return problems;
}

/** The largest denominator below n that gives the percentage. */
function denominatorFor(k: number, percent: string, n: number): number | undefined {
  for (let smaller = n - 1; smaller >= Math.max(k, 1); smaller -= 1) {
    if (countsForPercent(percent, smaller).includes(k)) return smaller;
  }
  return undefined;
}

function partitionProblems(series: Series, names: SeriesNames): SeriesProblem[] {
  return series.partitions.flatMap((partition) => [
    ...partitionSum(series, partition, names),
    ...percentSum(series, partition, names),
  ]);
}

/** Percentages that cover everybody add up to 100, but for the rounding of each. */
function percentSum(
  series: Series,
  { about, where }: Series['partitions'][number],
  names: SeriesNames,
): SeriesProblem[] {
  const parts = series.figures.filter((figure) => figure.about === about && figure.where === where);
  const printed = parts.flatMap(({ percent }) => percent ?? []);
  if (parts.length < 2 || printed.length !== parts.length) return [];
  const total = printed.reduce((sum, percent) => sum + Number(percent), 0);
  const rounding = printed.reduce(
    (sum, percent) => sum + 0.5 * 10 ** -(percent.split('.')[1]?.length ?? 0),
    0,
  );
  if (Math.abs(total - 100) <= rounding + 1e-9) return [];
  const says = `${printed.join(' + ')} = ${Number(total.toFixed(4))} %`;
  return [problem('percentSum', where, says, '100 %', { what: names.question(about) })];
}

function partitionSum(
  series: Series,
  partition: Series['partitions'][number],
  names: SeriesNames,
): SeriesProblem[] {
  const parts = series.figures.filter(
    (figure) =>
      figure.about === partition.about && figure.where === partition.where && figure.k !== undefined,
  );
  const total = parts.reduce((sum, figure) => sum + (figure.k ?? 0), 0);
  if (parts.length === 0 || total === partition.n) return [];
  const terms = parts.map(({ about, value, k }) => `${names.value(about, value)} ${k}`);
  const what = names.question(partition.about);
  return [
    problem('sum', partition.where, `${terms.join(' + ')} = ${total}`, String(partition.n), { what, total }),
  ];
}

/** The same finding counted in two places: k/n must agree, and a smaller denominator must be explained. */
function agreementProblems(figures: readonly SeriesFigure[], names: SeriesNames): SeriesProblem[] {
  const groups = new Map<string, SeriesFigure[]>();
  for (const figure of figures) {
    const meant = figure.sameAs ?? figure;
    const key = JSON.stringify([meant.about, meant.value]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const problems: SeriesProblem[] = [];
  for (const group of groups.values()) {
    const counted = group.filter((figure) => figure.k !== undefined && figure.n !== undefined);
    const [first, ...others] = counted;
    if (!first) continue;
    const what = names.finding(first.about, first.value);
    for (const other of others) {
      if (other.k === first.k && other.n === first.n) continue;
      // A denominator that no paper states can't disagree.
      const assumed = first.denominatorAssumed || other.denominatorAssumed;
      if (assumed && other.k === first.k) continue;
      const says = `${first.k}/${first.n} (${first.where}); ${other.k}/${other.n} (${other.where})`;
      if (first.n === other.n || assumed) {
        problems.push(
          problem('differs', other.where, says, `${first.k}/${first.n}`, { what, other: first.where }),
        );
      } else if (!first.subsetStated && !other.subsetStated) {
        problems.push(
          problem('denominator', other.where, says, `n = ${first.n} / ${other.n}`, {
            what,
            other: first.where,
          }),
        );
      }
    }
  }
  return problems;
}

function examinationProblems(series: Series, names: SeriesNames): SeriesProblem[] {
  return series.examinations.flatMap((examination) => {
    const told = examination.findingsIn;
    if (!told.includes('abstract') || told.includes('results') || told.includes('table')) return [];
    const expected = examination.patients === undefined ? '?' : `n = ${examination.patients}`;
    const what = names.value('examination', examination.name);
    return [problem('examinationWithoutResult', 'abstract', what, expected, { what })];
  });
}

function locationProblems(series: Series, landmarks: Landmarks, names: SeriesNames): SeriesProblem[] {
  return series.locations.flatMap(({ where, site: lesion, landmark }) => {
    const site = names.value('site', lesion);
    const regions = [...landmarks]
      .filter(([, names]) => names.includes(landmark.toLowerCase()))
      .map(([region]) => region);
    if (regions.length === 0 || regions.includes(lesion)) return [];
    const expected = regions.map((region) => names.value('site', region)).join(' / ');
    return [problem('landmark', where, `${site}: ${landmark}`, expected, { site, landmark })];
  });
}

function ageProblems({ age, patients }: Series, names: SeriesNames): SeriesProblem[] {
  if (!age) return [];
  const problems: SeriesProblem[] = [];
  const { min, max, median, mean } = age;
  for (const [name, value] of Object.entries({ median, mean })) {
    if (value === undefined) continue;
    if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
      problems.push(
        problem('ageOrder', age.where, `${names.age(name)} ${value}`, `${min ?? '?'} – ${max ?? '?'}`, {
          what: names.age(name),
        }),
      );
    }
  }
  if (min !== undefined && max !== undefined && min > max) {
    problems.push(
      problem('ageOrder', age.where, `${min} – ${max}`, `${max} – ${min}`, { what: names.age('range') }),
    );
  }
  // No more spread than half of the values at each end of the range.
  const widest =
    min !== undefined && max !== undefined
      ? ((max - min) / 2) * Math.sqrt(patients / (patients - 1))
      : undefined;
  if (age.sd !== undefined && widest !== undefined && patients > 1 && age.sd > widest + 0.5) {
    problems.push(
      problem('spread', age.where, `${age.sd}`, `≤ ${widest.toFixed(1)}`, { min: min ?? 0, max: max ?? 0 }),
    );
  }
  for (const { where, years, k, n } of age.over ?? []) {
    if (n !== patients || median === undefined) continue;
    // At least half of the patients are at or above the median, and at least half at or below it.
    const wrong = (median > years && k < n / 2) || (median <= years && k > n / 2);
    if (wrong) {
      const expected = median > years ? `≥ ${Math.ceil(n / 2)}` : `≤ ${Math.floor(n / 2)}`;
      problems.push(problem('medianOver', where, `${k}/${n} > ${years}`, expected, { median, years }));
    }
  }
  return problems;
}

function problem(
  code: SeriesProblem['code'],
  where: string,
  says: string,
  expected: string,
  params: SeriesProblem['params'],
): SeriesProblem {
  return { code, where, says, expected, params: { ...params, where, says, expected } };
}
