import { findVariable, type Release } from '@calx/knowledge';
import { importWords, plain, valueOf } from '../import/words.ts';
import { landmarksOf } from './audit.ts';
import { countsInText, readCount, type PlainCount } from './plain-count.ts';
import { seriesWords, type SeriesWords } from './plain-words.ts';
import { SeriesError } from './read-series.ts';
import { seriesSchema, type Series, type SeriesFigure } from './series.ts';

/** A place of the file that says nothing to the audit. */
export interface Unread {
  readonly where: string;
  readonly says: string;
}

export interface PlainSeries {
  readonly series: Series;
  readonly unread: readonly Unread[];
}

const DEEPEST = 8;
const MOST_FIGURES = 5_000;
const LONGEST = 80;

/** True for a document that has the exact form of {@link seriesSchema} in mind. */
export function isExactSeries(document: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    Array.isArray((document as { figures?: unknown }).figures)
  );
}

/**
 * A series as a person enters it from a paper in plain YAML (docs/series-audit.md): the number of patients, then
 * questions with their counts, at the top or under the sections of the paper.
 * @throws SeriesError when it says of how many patients nowhere, or nothing that can be checked.
 */
export function readPlainSeries(document: unknown, release: Release): PlainSeries {
  if (typeof document !== 'object' || document === null) throw new SeriesError('seriesNoMap');
  const reader = new PlainReader(release, patientsOf(document, seriesWords(release)));
  reader.read(document, { path: [], section: 'results' });
  return reader.finish();
}

/** The number of patients, at the top or else in the first section that says it. */
function patientsOf(document: object, words: SeriesWords): number {
  const own = Object.entries(document).find(
    ([key, value]) => words.is('patients', key) && typeof value !== 'object',
  );
  const nested = Object.entries(document).flatMap(([key, value]) =>
    words.section(key) && typeof value === 'object' && value !== null ? Object.entries(value as object) : [],
  );
  const [key = '', value] = own ?? nested.find(([name]) => words.is('patients', name)) ?? [];
  const count = readCount(value, words)?.k;
  if (count === undefined || !Number.isInteger(count) || count < 1) {
    throw new SeriesError('seriesNoPatients', key);
  }
  return count;
}

interface Place {
  readonly path: readonly string[];
  readonly section: SeriesFigure['section'];
}

class PlainReader {
  readonly #release: Release;
  readonly #words: SeriesWords;
  readonly #patients: number;
  readonly #figures: SeriesFigure[] = [];
  readonly #partitions: Series['partitions'] = [];
  readonly #locations: Series['locations'] = [];
  readonly #examinations = new Map<string, { findingsIn: Set<SeriesFigure['section']>; patients?: number }>();
  readonly #unread: Unread[] = [];
  /** The paper's own words by what they became here. */
  readonly #own: Record<string, string> = {};
  #age: Series['age'];
  #lesions: number | undefined;

  constructor(release: Release, patients: number) {
    this.#release = release;
    this.#words = seriesWords(release);
    this.#patients = patients;
  }

  read(node: object, place: Place): void {
    if (place.path.length > DEEPEST || this.#figures.length > MOST_FIGURES) {
      throw new SeriesError('seriesTooDeep', whereOf(place));
    }
    for (const [key, value] of Object.entries(node) as [string, unknown][]) this.#entry(key, value, place);
  }

  finish(): PlainSeries {
    // What an abstract names can be missed in the results only where these name any examination.
    const named = [...this.#examinations.values()].some(({ findingsIn }) =>
      ['results', 'table'].some((section) => findingsIn.has(section as SeriesFigure['section'])),
    );
    const examined = named ? [...this.#examinations] : [];
    const document = {
      id: 'series',
      patients: this.#patients,
      ...(this.#lesions && { lesions: this.#lesions }),
      figures: this.#figures,
      partitions: this.#partitions,
      examinations: examined.map(([name, { findingsIn, patients }]) => ({
        name,
        findingsIn: [...findingsIn].filter((section) => section !== 'methods'),
        ...(patients !== undefined && { patients }),
      })),
      locations: this.#locations,
      ...(this.#age && { age: this.#age }),
      words: this.#own,
    };
    const checked = seriesSchema.safeParse(document);
    if (!checked.success) throw SeriesError.of(checked.error);
    const { figures, examinations, locations, age } = checked.data;
    if (figures.length + examinations.length + locations.length === 0 && !age) {
      throw new SeriesError('seriesNoCounts');
    }
    return { series: checked.data, unread: this.#unread };
  }

  #entry(key: string, value: unknown, place: Place): void {
    const inner: Place = { ...place, path: [...place.path, key] };
    const words = this.#words;
    const section = words.section(key);
    if (words.is('citation', key) || words.is('note', key) || value === null) return;
    if (words.is('patients', key) && typeof value !== 'object') this.#stated(value, inner);
    else if (words.is('lesions', key)) this.#lesions = readCount(value, words)?.k;
    else if (section && isNode(value)) this.#nodes(value, { path: inner.path, section });
    else if (section && typeof value === 'string') this.#text(value, { path: inner.path, section });
    else if (words.is('age', key)) this.#ages(isMap(value) ? value : { mean: value }, inner);
    else if (words.is('examinations', key) && isNode(value)) this.#examined(value, inner);
    else if (words.is('locations', key) && Array.isArray(value)) this.#located(value, inner);
    else if (words.ageNamed(key) && !isNode(value)) this.#ages({ [words.ageNamed(key) ?? '']: value }, inner);
    else if (words.isMeasure(key) && !words.is('exclusive', key)) this.#skip(inner, value);
    else this.#question(key, value, inner);
  }

  /** A list of rows, or a map of questions. */
  #nodes(value: object, place: Place): void {
    if (!Array.isArray(value)) return this.read(value, place);
    const first = this.#figures.length;
    for (const [index, row] of value.entries())
      this.#row(row, { ...place, path: [...place.path, String(index + 1)] });
    this.#sumRows(this.#figures.slice(first), place);
  }

  /** Rows of a table that are the values of one exclusive question add up as in a map of them. */
  #sumRows(rows: readonly SeriesFigure[], place: Place): void {
    for (const about of new Set(rows.map((row) => row.about))) {
      const own = rows.filter((row) => row.about === about);
      if (!this.#words.is('exclusive', about) || own.length < 2) continue;
      const where = whereOf({ ...place, path: [...place.path, this.#own[about] ?? about] });
      const n = this.#totalOf(
        own.map(({ k, n: of, denominatorAssumed }) => ({
          ...(k !== undefined && { k }),
          ...(of !== undefined && !denominatorAssumed && { n: of }),
        })),
      );
      if (n === undefined) continue;
      for (const row of own) this.#figures[this.#figures.indexOf(row)] = { ...row, where };
      this.#partitions.push({ where, about, n });
    }
  }

  /** One row of a table: a name, perhaps a value, and a count. */
  #row(row: unknown, place: Place): void {
    if (typeof row === 'string') return this.#text(row, place);
    if (!isMap(row)) return this.#skip(place, row);
    const parts = Object.entries(row);
    const take = (kind: 'name' | 'value') => parts.find(([key]) => this.#words.is(kind, key))?.[1];
    const [name, value] = [take('name'), take('value')];
    const rest = Object.fromEntries(
      parts.filter(([key]) => !this.#words.is('name', key) && !this.#words.is('value', key)),
    );
    const count = readCount(rest, this.#words);
    // `- pain: 9/15` is a map of questions of its own.
    if (name === undefined) this.read(row, place);
    else if (count) this.#figure(String(name), value === undefined ? 'yes' : String(value), count, place);
    else this.#question(String(name), rest, place);
  }

  /** A question with one count, or with a count for each of its values. */
  #question(key: string, value: unknown, place: Place): void {
    const count = readCount(value, this.#words);
    if (count) return this.#figure(key, 'yes', count, place);
    if (typeof value === 'string') return this.#text(value, place, key);
    if (Array.isArray(value)) return this.#nodes(value, place);
    if (!isMap(value)) return this.#skip(place, value);
    const act = importWords(this.#release).examinations.get(plain(key));
    const children = Object.entries(value);
    const [, of] =
      children.find(([name, one]) => this.#words.is('of', name) && typeof one === 'number') ?? [];
    if (act) this.#noteExamination(act, place, typeof of === 'number' ? of : undefined);
    const values = children.filter(([name]) => !this.#words.is('of', name) && !this.#words.is('note', name));
    const words = this.#words;
    const isCount = (name: string) =>
      !words.is('age', name) && !words.ageNamed(name) && !words.isMeasure(name);
    const counts = values.map(
      ([name, one]) => [name, isCount(name) ? readCount(one, words) : undefined] as const,
    );
    const exclusive = this.#words.is('exclusive', key) && counts.every(([, one]) => one);
    const n = typeof of === 'number' ? of : this.#totalOf(counts.map(([, one]) => one));
    // Values that add up to the lesions are of the lesions.
    const all = typeof of === 'number' ? of : exclusive && n === this.#lesions ? n : undefined;
    for (const [name, one] of counts) {
      if (one) this.#figure(key, name, all === undefined ? one : { n: all, ...one }, place);
      else this.#entry(name, value[name], place);
    }
    if (exclusive && n !== undefined) {
      this.#partitions.push({ where: whereOf(place), about: this.#about(key), n });
    }
  }

  /** What the counts of exclusive values add up to: their own denominator, the lesions, or all patients. */
  #totalOf(counts: readonly (PlainCount | undefined)[]): number | undefined {
    const stated = new Set(counts.flatMap((count) => count?.n ?? []));
    const [only] = stated;
    if (stated.size > 1) return undefined;
    const sum = counts.reduce((all, count) => all + (count?.k ?? 0), 0);
    return only ?? (sum === this.#lesions ? this.#lesions : this.#patients);
  }

  #figure(name: string, value: string, count: PlainCount, place: Place): void {
    const { k, n, percent, rest } = count;
    const about = this.#about(name);
    const where = whereOf(place);
    this.#figures.push({
      where,
      section: place.section,
      about,
      value: this.#value(about, value),
      ...(k !== undefined && { k }),
      ...(n === undefined ? { n: this.#patients, denominatorAssumed: true } : { n }),
      ...(percent !== undefined && { percent }),
    });
    if (rest !== undefined) this.#landmarks(value === 'yes' ? name : value, rest, where);
  }

  /** The number of patients said again in a section. */
  #stated(value: unknown, place: Place): void {
    const k = readCount(value, this.#words)?.k;
    if (k === undefined || place.path.length < 2) return;
    const all = { about: 'patients', value: 'all', n: this.#patients };
    // More than all is impossible by itself; fewer differ from the number at the top.
    if (k < this.#patients) {
      this.#figures.push({ ...all, where: 'patients', section: 'methods', k: this.#patients });
    }
    this.#figures.push({ ...all, where: whereOf(place), section: place.section, k });
  }

  #ages(node: Record<string, unknown>, place: Place): void {
    const age: Record<string, number> = {};
    for (const [key, value] of Object.entries(node)) {
      const what = this.#words.ageOf(key);
      const numbers =
        (Array.isArray(value) ? value.map(String).join(' ') : String(value)).match(/\d+(?:\.\d+)?/g) ?? [];
      const [first, second] = numbers.map(Number);
      if (what === 'range' && first !== undefined && second !== undefined)
        Object.assign(age, { min: first, max: second });
      else if (what && what !== 'range' && first !== undefined) age[what] = first;
      else this.#skip({ ...place, path: [...place.path, key] }, value);
    }
    this.#age = { where: whereOf(place), ...this.#age, ...age };
  }

  /** Examinations that a section speaks of: a list of names, or how many patients had each. */
  #examined(value: object, place: Place): void {
    const names = Array.isArray(value)
      ? value.map((name) => [String(name), undefined] as const)
      : Object.entries(value).map(([name, one]) => [name, readCount(one, this.#words)] as const);
    for (const [name, count] of names) {
      this.#noteExamination(this.#act(name), place, count?.k);
      if (count) this.#figure('examination', name, count, place);
    }
  }

  #noteExamination(name: string, { section }: Place, patients: number | undefined): void {
    const known = this.#examinations.get(name) ?? { findingsIn: new Set() };
    known.findingsIn.add(section);
    if (patients !== undefined) known.patients = patients;
    this.#examinations.set(name, known);
  }

  #located(rows: readonly unknown[], place: Place): void {
    for (const row of rows) {
      const { site, landmark, description } = isMap(row) ? row : {};
      const words = landmark ?? description;
      if (typeof site === 'string' && typeof words === 'string') this.#landmarks(site, words, whereOf(place));
      else this.#skip(place, row);
    }
  }

  /** Landmarks that a text names for a lesion of a site. */
  #landmarks(site: string, text: string, where: string): void {
    const region = this.#value('site', site.replace(/\s*(?:lesions?|病灶)$/i, ''));
    if (!findVariable(this.#release, 'site')?.values.some(({ id }) => id === region)) return;
    const said = text.toLowerCase();
    for (const names of landmarksOf(this.#release).values()) {
      for (const landmark of names)
        if (said.includes(landmark)) this.#locations.push({ where, site: region, landmark });
    }
  }

  /** Running text: only its arithmetic can be checked. */
  #text(text: string, place: Place, key?: string): void {
    const counts = countsInText(text).filter(
      ({ k = 0, n = 0, percent }) => n >= 1 && n <= this.#patients && (k <= n || percent !== undefined),
    );
    for (const { says, ...count } of counts) {
      this.#figure(says.slice(0, 200), 'yes', count, place);
    }
    if (key !== undefined) this.#landmarks(key, text, whereOf(place));
    if (counts.length === 0) this.#skip(place, text);
  }

  #about(name: string): string {
    const words = importWords(this.#release);
    const bare = plain(name);
    if (words.columns.get(bare) === 'sex') return 'sex';
    const known = words.variables.get(bare) ?? words.variables.get(bare.replace(/s$/, ''));
    return known?.id ?? this.#unnamed(name);
  }

  #value(about: string, value: string): string {
    const words = importWords(this.#release);
    const variable = findVariable(this.#release, about);
    if (about === 'sex')
      return (
        words.sex.get(plain(value)) ?? words.sex.get(plain(value).replace(/s$/, '')) ?? this.#unnamed(value)
      );
    if (about === 'examination') return this.#act(value);
    return (variable && valueOf(variable, value, words)) ?? this.#unnamed(value);
  }

  #act(name: string): string {
    const act = importWords(this.#release).examinations.get(plain(name)) ?? name.toLowerCase().slice(0, 200);
    this.#own[act] ??= name.slice(0, 200);
    return act;
  }

  /** What the vocabulary has no name for is compared without case and spaces, and called as the paper calls it. */
  #unnamed(name: string): string {
    const id = plain(name).slice(0, 200) || name;
    this.#own[id] ??= name.slice(0, 200);
    return id;
  }

  #skip(place: Place, value: unknown): void {
    const says = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, LONGEST);
    this.#unread.push({ where: whereOf(place), says });
  }
}

const whereOf = ({ path }: Place) => path.join(' › ').slice(0, 200) || 'the top';
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null;
