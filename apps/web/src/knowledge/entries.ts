import { VARIABLE_GROUPS, type Lang, type Release } from '@calx/knowledge';
import { searchVariables } from '../findings/search.ts';

export const PARTS = ['diseases', 'findings', 'sources'] as const;
export type Part = (typeof PARTS)[number];

/** A line of the browser's list. The group of a finding is its id, that of a disease the name of its pack. */
export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
}

/** The entries of one part of the release that hold the query, in the order of the data. */
export function entriesOf(release: Release, part: Part, query: string, lang: Lang): readonly Entry[] {
  const wanted = query.trim().toLowerCase();
  const holds = (...texts: readonly string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(wanted));
  if (part === 'findings') {
    const found = searchVariables(release.variables, query);
    return VARIABLE_GROUPS.flatMap((group) =>
      found
        .filter((variable) => variable.group === group)
        .map((variable) => ({ id: variable.id, label: variable.label[lang], group })),
    );
  }
  if (part === 'sources')
    return Object.values(release.sources)
      .filter(({ citation }) => holds(citation))
      .map(({ id, citation }) => ({ id, label: citation }));
  return Object.values(release.packs).flatMap((pack) =>
    pack.diagnoses.flatMap((id) => {
      const disease = release.diseases[id];
      if (
        !disease ||
        !holds(disease.name.zh, disease.name.en, ...disease.synonyms.zh, ...disease.synonyms.en)
      )
        return [];
      return [{ id, label: disease.name[lang], group: pack.name[lang] }];
    }),
  );
}
