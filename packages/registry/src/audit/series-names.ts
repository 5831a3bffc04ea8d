import { valueLabel, variableLabel, type Lang, type Release } from '@calx/knowledge';
import type { Series } from './series.ts';

/** How the sentences of an audit call what was counted. */
export interface SeriesNames {
  /** A question, such as the site of the lesions. */
  question(about: string): string;
  /** One of its answers. */
  value(about: string, value: string): string;
  /** A question with its answer. */
  finding(about: string, value: string): string;
  /** A figure of age: `mean`, `median`, `range`. */
  age(figure: string): string;
}

/** The codes as they are. */
export const codeNames: SeriesNames = {
  question: (about) => about,
  value: (_about, value) => value,
  finding: (about, value) => `${about} = ${value}`,
  age: (figure) => figure,
};

/** What the paper itself wrote stands for what the vocabulary has no name for. */
type Words = NonNullable<Series['words']>;

/** Names in the reader's language: of the vocabulary, of the examinations, else the paper's own words. */
export function seriesNames(
  {
    release,
    lang,
    t,
  }: { readonly release: Release; readonly lang: Lang; readonly t: (key: string) => string },
  words: Words = {},
): SeriesNames {
  const { acts = [] } = release.acts['acts'] as { acts?: { id: string; name: Record<Lang, string> }[] };
  const named = (id: string, label: string) => (label === id ? (words[id] ?? id) : label);
  const question = (about: string) => {
    if (about === 'examination') return t('registry:column.examination');
    if (about === 'sex' || about === 'patients') return t(`registry:row.${about}`);
    return named(about, variableLabel(release, about)[lang]);
  };
  const value = (about: string, code: string) => {
    if (about === 'sex' && (code === 'F' || code === 'M')) {
      return t(`registry:row.${code === 'F' ? 'female' : 'male'}`);
    }
    if (about === 'examination') {
      return words[code] ?? acts.find(({ id }) => id === code)?.name[lang] ?? code;
    }
    return named(code, valueLabel(release, about, code)[lang]);
  };
  return {
    question,
    value,
    finding: (about, code) => {
      // "yes" says no more than the question itself.
      if (code === 'yes' || about === 'patients') return question(about);
      return `${question(about)}${lang === 'zh' ? '：' : ': '}${value(about, code)}`;
    },
    age: (figure) => t(`registry:audit.age.${figure}`),
  };
}
