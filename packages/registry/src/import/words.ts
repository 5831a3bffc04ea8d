import type { Release, Variable } from '@calx/knowledge';
import { z } from 'zod';
import type { Proof } from '../cohort/registry-case.ts';

const list = z.array(z.string());
const formSchema = z.object({
  columns: z.record(z.string(), list),
  sex: z.object({ F: list, M: list }),
  proof: z.record(z.string(), list),
  present: list,
  absent: list,
  silent: list,
  hpo: z.record(z.string(), z.object({ variable: z.string(), value: z.string(), label: z.string() })),
});

/** Compared without case, spaces and punctuation; a sign alone stays what it is. */
export function plain(text: string): string {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare === '' ? text.trim() : bare;
}

/** Words of tables from elsewhere, to what they mean here. */
export interface ImportWords {
  /** Plain name of a column to what it fills. */
  readonly columns: ReadonlyMap<string, string>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly laboratory: ReadonlyMap<string, string>;
  readonly diagnoses: ReadonlyMap<string, string>;
  readonly examinations: ReadonlyMap<string, string>;
  readonly sex: ReadonlyMap<string, 'F' | 'M'>;
  readonly proof: ReadonlyMap<string, Proof>;
  readonly present: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly silent: ReadonlySet<string>;
  readonly hpo: z.infer<typeof formSchema>['hpo'];
}

const known = new WeakMap<Release, ImportWords>();

/** The words of `knowledge/forms/import.yaml` and of the release itself. */
export function importWords(release: Release): ImportWords {
  let words = known.get(release);
  if (!words) known.set(release, (words = build(release)));
  return words;
}

function build(release: Release): ImportWords {
  const form = formSchema.parse(release.forms['import']);
  const index = <Meaning>(entries: Iterable<readonly [Meaning, readonly string[]]>) => {
    const map = new Map<string, Meaning>();
    for (const [meaning, names] of entries) {
      for (const name of names) if (!map.has(plain(name))) map.set(plain(name), meaning);
    }
    return map;
  };
  const { acts = [] } = release.acts['acts'] as { acts?: { id: string; name: Record<string, string> }[] };
  const set = (words: readonly string[]) => new Set(words.map(plain));
  return {
    columns: index(Object.entries(form.columns)),
    variables: index(release.variables.map((one) => [one, namesOf(one)])),
    laboratory: index(
      Object.values(release.laboratory.analytes).map(({ id, label, names }) => [
        id,
        [id, label.en, label.zh, ...names],
      ]),
    ),
    diagnoses: index(
      Object.values(release.diseases).map(({ id, name, synonyms }) => [
        id,
        [id, name.en, name.zh, ...synonyms.en, ...synonyms.zh],
      ]),
    ),
    examinations: index(acts.map(({ id, name }) => [id, [id, ...Object.values(name)]])),
    sex: index(Object.entries(form.sex) as ['F' | 'M', string[]][]),
    proof: index(Object.entries(form.proof) as [Proof, string[]][]),
    present: set(form.present),
    absent: set(form.absent),
    silent: set(form.silent),
    hpo: form.hpo,
  };
}

/** Every name of a variable or of a value. */
function namesOf({ id, label, synonyms }: Pick<Variable, 'id' | 'label' | 'synonyms'>): string[] {
  return [id, label.en, label.zh, ...(synonyms?.en ?? []), ...(synonyms?.zh ?? [])];
}

/** The value of a variable that a word means; undefined where it is none of them. */
export function valueOf(variable: Variable, word: string, words: ImportWords): string | undefined {
  const bare = plain(word);
  const named = variable.values.find((value) => namesOf(value).some((name) => plain(name) === bare));
  if (named) return named.id;
  const has = (id: string) => variable.values.some((value) => value.id === id);
  if (words.present.has(bare) && has('yes')) return 'yes';
  if (!words.absent.has(bare)) return undefined;
  return has('no') ? 'no' : has('none') ? 'none' : 'absent';
}
