import type { CaseFacts, Figure, Release, Source } from '@calx/knowledge';
import { observe } from './observations.ts';
import type { LocalCount, SourceCount } from './types.ts';

/** How a figure was read: as printed, from an abstract alone, computed from a percentage, or solved for. */
export type Reading = 'printed' | 'abstract' | 'rounded' | 'inferred';

/** Patients of one source and population by the value they showed. */
export interface Tally {
  readonly source: string;
  readonly n: number;
  readonly counts: ReadonlyMap<string, number>;
  /** Where the source gave a word and no count. */
  readonly quantifiers: ReadonlyMap<string, string>;
  readonly reading: Reading;
}

/** A number as one source summarised it. */
export interface NumberSummary {
  readonly source: string;
  readonly figure: Figure;
  readonly reading: Reading;
}

/** Published figures about one variable in one diagnosis. */
export interface Published {
  readonly tallies: readonly Tally[];
  readonly numbers: readonly NumberSummary[];
}

/** The id under which the coded published cases appear among the sources. */
export const PUBLISHED_CASES = 'published_cases';
const LOCAL_COUNTS = 'local_counts';

const key = (diagnosis: string, variable: string) => `${diagnosis} ${variable}`;
const cache = new WeakMap<Release, ReadonlyMap<string, Published>>();
const NOTHING: Published = { tallies: [], numbers: [] };

/** Figures of the release about a variable in a diagnosis; overlapping sources are counted once. */
export function publishedFigures(release: Release, diagnosis: string, variable: string): Published {
  let table = cache.get(release);
  if (!table) {
    table = collect(release);
    cache.set(release, table);
  }
  return table.get(key(diagnosis, variable)) ?? NOTHING;
}

function collect(release: Release): ReadonlyMap<string, Published> {
  const table = new Map<string, { tallies: Tally[]; numbers: NumberSummary[] }>();
  for (const source of Object.values(release.sources)) {
    const groups = new Map<string, Figure[]>();
    for (const figure of source.figures) {
      if (figure.countedElsewhere) continue;
      const place = key(figure.diagnosis, figure.variable);
      const entry = table.get(place) ?? { tallies: [], numbers: [] };
      table.set(place, entry);
      if (figure.value === undefined) {
        entry.numbers.push({ source: source.id, figure, reading: readingOf(source, [figure]) });
      } else {
        const group = `${place}|${figure.population ?? ''}|${figure.n ?? ''}`;
        groups.set(group, [...(groups.get(group) ?? []), figure]);
      }
    }
    for (const figures of groups.values()) {
      const [first] = figures;
      if (first) table.get(key(first.diagnosis, first.variable))?.tallies.push(tally(source, figures));
    }
  }
  dropOverlaps(release, table);
  return table;
}

/** The least certain reading among the figures. */
function readingOf({ abstractOnly }: Source, figures: readonly Figure[]): Reading {
  if (figures.some(({ inferred }) => inferred)) return 'inferred';
  if (figures.some(({ rounded }) => rounded)) return 'rounded';
  return abstractOnly ? 'abstract' : 'printed';
}

function tally(source: Source, figures: readonly Figure[]): Tally {
  const counts = new Map<string, number>();
  const quantifiers = new Map<string, string>();
  let n = 0;
  for (const figure of figures) {
    const value = String(figure.value);
    if (figure.k !== undefined && figure.n !== undefined && figure.n > 0) {
      counts.set(value, figure.k);
      n = figure.n;
    } else if (figure.quantifier) {
      quantifiers.set(value, figure.quantifier);
    }
  }
  return { source: source.id, n, counts, quantifiers, reading: readingOf(source, figures) };
}

function dropOverlaps(
  release: Release,
  table: Map<string, { tallies: Tally[]; numbers: NumberSummary[] }>,
): void {
  for (const { keep, yields, diagnoses } of release.overlaps) {
    for (const [place, entry] of table) {
      const diagnosis = place.slice(0, place.indexOf(' '));
      if (diagnoses && !diagnoses.includes(diagnosis)) continue;
      const kept = [...entry.tallies, ...entry.numbers].some(({ source }) => source === keep);
      if (!kept) continue;
      entry.tallies = entry.tallies.filter(({ source }) => !yields.includes(source));
      entry.numbers = entry.numbers.filter(({ source }) => !yields.includes(source));
    }
  }
}

/** One published case: its diagnosis and what it showed, pathology included. */
export interface CodedCase {
  readonly id: string;
  readonly diagnosis: string;
  readonly values: ReadonlyMap<string, readonly (string | number)[]>;
}

const caseCache = new WeakMap<Release, readonly CodedCase[]>();

/** The coded published cases of the release. */
export function codedCases(release: Release): readonly CodedCase[] {
  let cases = caseCache.get(release);
  if (!cases) {
    cases = codeCases(release.cases, release);
    caseCache.set(release, cases);
  }
  return cases;
}

/** Cases as what they show, in their order. */
export function codeCases(cases: readonly CaseFacts[], release: Release): CodedCase[] {
  return cases.map((facts, index) => codeCase(facts, index, release));
}

function codeCase(facts: CaseFacts, index: number, release: Release): CodedCase {
  const values = new Map<string, (string | number)[]>();
  for (const { variable, value, state } of observe(facts, release, true).observations) {
    if (state === 'present') values.set(variable, [...(values.get(variable) ?? []), value]);
  }
  return { id: facts.id ?? `case-${index}`, diagnosis: facts.diagnosis ?? '', values };
}

/** A hospital's own counts as tallies, one for each variable of a diagnosis. */
export function localTallies(
  counts: readonly LocalCount[],
  diagnosis: string,
  variable: string,
): readonly Tally[] {
  const own = counts.filter((count) => count.diagnosis === diagnosis && count.variable === variable);
  if (own.length === 0) return [];
  return [
    {
      source: LOCAL_COUNTS,
      n: Math.max(...own.map(({ n }) => n)),
      counts: new Map(own.map(({ value, k }) => [value, k])),
      quantifiers: new Map(),
      reading: 'printed',
    },
  ];
}

/** What the sources say about one value, as shown beside its weight. */
export function sourceCounts(tallies: readonly Tally[], value: string): SourceCount[] {
  return tallies.flatMap(({ source, n, counts, quantifiers }): SourceCount[] => {
    const k = counts.get(value);
    const quantifier = quantifiers.get(value);
    if (k !== undefined) return [{ id: source, k, n }];
    return quantifier ? [{ id: source, quantifier }] : [];
  });
}
