import { findVariable, normaliseFinding, type FindingInput, type Release } from '@calx/knowledge';
import { z } from 'zod';
import { cohensKappa, fleissKappa, iccAgreement, wilson } from '../statistics/index.ts';
import type { Agreement, IntraclassCorrelation, Proportion, Scale } from '../statistics/index.ts';
import { alphaInterval, type Interval } from './alpha-interval.ts';

/** What one reader said of one case in one round. */
export interface StudyReading {
  readonly caseId: string;
  readonly reader: string;
  readonly findings: Readonly<Record<string, FindingInput>>;
  /** Diagnoses as ranked, the likeliest first. */
  readonly ranked: readonly string[];
  /** Suspicion of malignancy on the scale of the knowledge data. */
  readonly suspicion?: number | null;
}

/** Agreement on one variable; null where it can't be computed (nobody differs by chance, too few readings). */
export interface AgreementRow {
  /** A variable of the vocabulary, `diagnosis` or `suspicion`. */
  readonly about: string;
  /** Cases that at least two readers rated. */
  readonly cases: number;
  /** Of the cases that every reader rated: those in which all say the same. */
  readonly percent: Proportion | null;
  /** Cohen's for two readers, Fleiss' for more; over the cases that every reader rated. */
  readonly kappa: Agreement | null;
  /** Quadratic weights, two readers, ordered scale. */
  readonly weightedKappa: Agreement | null;
  readonly alpha: Interval | null;
  readonly icc: IntraclassCorrelation | null;
}

/** How the readers of a study agree, and how often each was right, round by round. */
export interface StudyAgreement {
  /** Cases with a proven diagnosis. */
  readonly proven: number;
  readonly rounds: readonly {
    readonly id: string;
    readonly withSupport: boolean;
    readonly rows: readonly AgreementRow[];
    readonly accuracy: readonly { readonly reader: string; readonly right: Proportion | null }[];
  }[];
}

type Rating = string | number | null;

const settings = z.object({
  agreement: z.object({
    level: z.object({ value: z.number() }),
    resamples: z.object({ value: z.number().int().min(100) }),
    seed: z.object({ value: z.number().int() }),
  }),
});

/** Level of the intervals, and how those without a formula are drawn. */
export function agreementSettings(release: Release): Options {
  const { level, resamples, seed } = settings.parse(release.thresholds['registry']).agreement;
  return { level: level.value, resamples: resamples.value, seed: seed.value };
}

const SCALED = { suspicion: 'ordinal' } as const;

/**
 * Agreement of the readers of one round on everything that at least two of them rated in the same case.
 * A value that a reader did not assess is missing, not a category.
 */
export function agreementTable(readings: readonly StudyReading[], release: Release): AgreementRow[] {
  const options = agreementSettings(release);
  const cases = [...new Set(readings.map(({ caseId }) => caseId))].sort();
  const readers = [...new Set(readings.map(({ reader }) => reader))].sort();
  const byPlace = new Map(readings.map((reading) => [`${reading.caseId} ${reading.reader}`, reading]));
  const about = ['diagnosis', 'suspicion', ...release.variables.map(({ id }) => id)];
  return about.flatMap((what) => {
    const rate = ratingOf(what, release);
    const ratings = cases.map((caseId) =>
      readers.map((reader): Rating => {
        const reading = byPlace.get(`${caseId} ${reader}`);
        return reading ? rate(reading) : null;
      }),
    );
    const pairable = ratings.filter((row) => row.filter((rating) => rating !== null).length >= 2);
    if (pairable.length === 0) return [];
    const scale: Scale =
      what in SCALED
        ? SCALED[what as keyof typeof SCALED]
        : typeof pairable[0]?.find((r) => r !== null) === 'number'
          ? 'interval'
          : 'nominal';
    return [{ about: what, cases: pairable.length, ...measures(pairable, scale, options) }];
  });
}

interface Options {
  readonly level: number;
  readonly resamples: number;
  readonly seed: number;
}

function measures(
  ratings: readonly (readonly Rating[])[],
  scale: Scale,
  options: Options,
): Omit<AgreementRow, 'about' | 'cases'> {
  const { level } = options;
  const complete = ratings.filter((row) => row.every((rating) => rating !== null));
  const same = complete.filter((row) => new Set(row).size === 1).length;
  const categories = [...new Set(ratings.flat())].filter((rating) => rating !== null).sort(inOrder);
  const place = (rating: Rating): number => categories.indexOf(rating as never);
  const twoReaders = complete[0]?.length === 2;
  const square = (): number[][] =>
    categories.map((first) =>
      categories.map((second) => complete.filter(([a, b]) => a === first && b === second).length),
    );
  const tally = (): number[][] =>
    complete.map((row) => categories.map((category) => row.filter((rating) => rating === category).length));
  const coded = ratings.map((row) =>
    row.map((rating) => (rating === null ? null : scale === 'nominal' ? place(rating) : Number(rating))),
  );
  return {
    percent: complete.length > 0 ? wilson(same, complete.length, level) : null,
    kappa:
      scale === 'interval'
        ? null
        : known(
            () => (twoReaders ? cohensKappa(square(), 'none', level) : fleissKappa(tally(), level)),
            ({ kappa }) => kappa,
          ),
    weightedKappa:
      scale === 'ordinal' && twoReaders
        ? known(
            () => cohensKappa(square(), 'quadratic', level),
            ({ kappa }) => kappa,
          )
        : null,
    alpha: known(
      () => alphaInterval(coded, scale, options),
      ({ value }) => value,
    ),
    icc:
      scale === 'nominal'
        ? null
        : known(
            () =>
              iccAgreement(
                complete.map((row) => row.map(Number)),
                level,
              ),
            ({ value }) => value,
          ),
  };
}

/** A coefficient, or null where there is none: too few ratings, or no chance to differ. */
export function known<T>(compute: () => T, value: (result: T) => number): T | null {
  try {
    const result = compute();
    return Number.isFinite(value(result)) ? result : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** How a reading rates something: several values of one variable together are one category. */
export function ratingOf(
  what: string,
  release: Release,
): (reading: Pick<StudyReading, 'findings' | 'ranked' | 'suspicion'>) => Rating {
  if (what === 'diagnosis') return ({ ranked }) => ranked[0] ?? null;
  if (what === 'suspicion') return ({ suspicion }) => suspicion ?? null;
  const variable = findVariable(release, what);
  return ({ findings }) => {
    const input = findings[what];
    const finding = variable && input !== undefined ? normaliseFinding(variable, input) : undefined;
    if (!finding || finding.text !== undefined) return null;
    if (finding.number !== undefined) return finding.number;
    if (finding.present.length > 0) return [...finding.present].sort().join('+');
    return finding.absent.length > 0 ? `-${[...finding.absent].sort().join('-')}` : null;
  };
}

function inOrder(a: Rating, b: Rating): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
}

/** Share of cases in which a reader's first diagnosis is the proven one. */
export function accuracyOf(
  readings: readonly StudyReading[],
  proven: ReadonlyMap<string, string>,
  release: Release,
): Proportion | null {
  const { level } = agreementSettings(release);
  const judged = readings.filter(({ caseId }) => proven.has(caseId));
  const right = judged.filter(({ caseId, ranked }) => ranked[0] === proven.get(caseId)).length;
  return judged.length > 0 ? wilson(right, judged.length, level) : null;
}

/** Something that the readers of a case said differently. */
export interface Discrepancy {
  readonly caseId: string;
  readonly about: string;
  readonly said: readonly { readonly reader: string; readonly value: FindingInput }[];
}

/** What the readers of one round read differently, for the consensus round. */
export function discrepancies(readings: readonly StudyReading[], release: Release): Discrepancy[] {
  const cases = [...new Set(readings.map(({ caseId }) => caseId))].sort();
  const about = ['diagnosis', ...release.variables.map(({ id }) => id)];
  return cases.flatMap((caseId) => {
    const own = readings.filter((reading) => reading.caseId === caseId);
    return about.flatMap((what) => {
      const rate = ratingOf(what, release);
      const rated = own.filter((reading) => rate(reading) !== null);
      if (new Set(rated.map(rate)).size < 2) return [];
      const said = rated.map((reading) => ({
        reader: reading.reader,
        value: what === 'diagnosis' ? (reading.ranked[0] ?? '') : (reading.findings[what] ?? ''),
      }));
      return [{ caseId, about: what, said }];
    });
  });
}
