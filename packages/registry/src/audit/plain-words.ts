import type { Release } from '@calx/knowledge';
import { z } from 'zod';
import { plain } from '../import/words.ts';
import type { SeriesFigure } from './series.ts';

const list = z.array(z.string());
const formSchema = z.object({
  patients: list,
  lesions: list,
  citation: list,
  sections: z.record(z.enum(['abstract', 'methods', 'results', 'table', 'figure', 'discussion']), list),
  age: list,
  ages: z.record(z.enum(['min', 'max', 'median', 'mean', 'sd', 'range']), list),
  examinations: list,
  locations: list,
  exclusive: list,
  k: list,
  of: list,
  percent: list,
  name: list,
  value: list,
  note: list,
  measures: list,
});
type Form = z.infer<typeof formSchema>;

/** The names by which a plain series calls its parts. */
export interface SeriesWords {
  is(kind: Exclude<keyof Form, 'sections' | 'ages'>, key: string): boolean;
  section(key: string): SeriesFigure['section'] | undefined;
  ageOf(key: string): keyof Form['ages'] | undefined;
  /** A name with the word age in it: which figure of age it is. */
  ageNamed(key: string): keyof Form['ages'] | undefined;
  /** A name that says it is no count of patients. */
  isMeasure(key: string): boolean;
}

const known = new WeakMap<Release, SeriesWords>();

/** The words of `knowledge/forms/series.yaml`. */
export function seriesWords(release: Release): SeriesWords {
  let words = known.get(release);
  if (!words) known.set(release, (words = build(formSchema.parse(release.forms['series']))));
  return words;
}

function build(form: Form): SeriesWords {
  const has = (names: readonly string[], key: string) => names.some((name) => plain(name) === plain(key));
  // Chinese is written without spaces: a word is found inside a name.
  const holds = (names: readonly string[], key: string) =>
    names.some((name) =>
      /[a-z]/.test(name)
        ? key
            .toLowerCase()
            .split(/[^a-z]+/)
            .includes(name)
        : key.includes(name),
    );
  const ages = Object.keys(form.ages) as (keyof Form['ages'])[];
  return {
    is: (kind, key) => has(form[kind], key),
    // "Table 2" and "results 2.1" are sections too.
    section: (key) =>
      (Object.keys(form.sections) as SeriesFigure['section'][]).find((section) =>
        [key, key.split(/[\s\d.:]/)[0] ?? ''].some((name) => has(form.sections[section], name)),
      ),
    ageOf: (key) => ages.find((age) => has(form.ages[age], key)),
    ageNamed: (key) => (holds(form.age, key) ? ages.find((age) => holds(form.ages[age], key)) : undefined),
    isMeasure: (key) => holds(form.measures, key),
  };
}
