import type { Text, Variable } from '@calx/knowledge';

const texts = (label: Text, synonyms?: Variable['synonyms']): readonly string[] => [
  label.zh,
  label.en,
  ...(synonyms ? [...synonyms.zh, ...synonyms.en] : []),
];

const index = new WeakMap<Variable, readonly string[]>();

/** Everything a reader may type for a variable or one of its values, in both languages, in lower case. */
function termsOf(variable: Variable): readonly string[] {
  let terms = index.get(variable);
  if (!terms) {
    terms = [
      variable.id,
      ...texts(variable.label, variable.synonyms),
      ...variable.values.flatMap((value) => [value.id, ...texts(value.label, value.synonyms)]),
    ].map((term) => term.toLowerCase());
    index.set(variable, terms);
  }
  return terms;
}

/** How well a query fits: 0 not at all, 1 inside a term, 2 at a word's start, 3 at a term's start. */
function fit(variable: Variable, query: string): number {
  let best = 0;
  for (const term of termsOf(variable)) {
    const at = term.indexOf(query);
    if (at < 0) continue;
    best = Math.max(best, at === 0 ? 3 : /[\s(,/-]/.test(term[at - 1] ?? '') ? 2 : 1);
  }
  return best;
}

/** Variables that a query names by themselves or by one of their values, best first ("cobb": pattern). */
export function searchVariables(variables: readonly Variable[], query: string): readonly Variable[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return variables;
  return variables
    .map((variable) => ({ variable, fits: fit(variable, wanted) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .map(({ variable }) => variable);
}

/** Ids of the values of a variable that a query names. */
export function matchingValues(variable: Variable, query: string): ReadonlySet<string> {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return new Set();
  return new Set(
    variable.values
      .filter((value) =>
        [value.id, ...texts(value.label, value.synonyms)].some((term) => term.toLowerCase().includes(wanted)),
      )
      .map(({ id }) => id),
  );
}
