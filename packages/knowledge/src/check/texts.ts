import type { Release } from '../release.ts';
import type { Catalog } from '../texts.ts';
import type { Lang, Text } from '../types.ts';
import { error, type Problem } from './problem.ts';

const LANGS: readonly Lang[] = ['en', 'zh'];

/** Every label in both languages; every text in both catalogs, with the same parameters. */
export function checkTexts(release: Release): Problem[] {
  return [...labels(release), ...catalogs(release)];
}

function labels(release: Release): Problem[] {
  const texts: [string, Text | undefined][] = [];
  for (const variable of release.variables) {
    texts.push([`vocabulary/${variable.id}`, variable.label]);
    if (variable.definition) texts.push([`vocabulary/${variable.id} definition`, variable.definition]);
    for (const value of variable.values) {
      texts.push([`vocabulary/${variable.id}/${value.id}`, value.label]);
      if (value.definition)
        texts.push([`vocabulary/${variable.id}/${value.id} definition`, value.definition]);
    }
  }
  for (const [id, { label }] of Object.entries(release.evidenceVariables)) {
    texts.push([`evidence-variables/${id}`, label]);
  }
  for (const disease of Object.values(release.diseases)) {
    texts.push([`diseases/${disease.id} name`, disease.name]);
    texts.push([`diseases/${disease.id} definition`, disease.definition]);
    texts.push([`diseases/${disease.id} proof`, disease.proof]);
  }
  for (const pack of Object.values(release.packs)) {
    texts.push([`packs/${pack.id}`, pack.name]);
    for (const family of pack.families) texts.push([`packs/${pack.id}/${family.id}`, family.name]);
  }
  for (const analyte of Object.values(release.laboratory.analytes)) {
    texts.push([`laboratory/${analyte.id}`, analyte.label]);
  }
  return texts.flatMap(([where, text]) =>
    LANGS.filter((lang) => !text?.[lang]?.trim()).map((lang) =>
      error('translation_missing', where, { lang }),
    ),
  );
}

function catalogs(release: Release): Problem[] {
  const [en, zh] = LANGS.map((lang) => flatten(release.text[lang]));
  if (!en || !zh) return [];
  return [...new Set([...en.keys(), ...zh.keys()])].sort().flatMap((key) => {
    const [english, chinese] = [en.get(key), zh.get(key)];
    const where = `text/${key}`;
    if (english === undefined) return [error('translation_missing', where, { lang: 'en' })];
    if (chinese === undefined) return [error('translation_missing', where, { lang: 'zh' })];
    return english === chinese ? [] : [error('parameters_differ', where, { en: english, zh: chinese })];
  });
}

/** English has plural forms that Chinese does not have; they count as one text. */
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** `<file>:<dotted key>` to the parameters of the text. */
function flatten(files: Readonly<Record<string, Catalog>>): ReadonlyMap<string, string> {
  const texts = new Map<string, Set<string>>();
  const walk = (node: Catalog | string, path: string) => {
    if (typeof node === 'string') {
      const key = path.replace(PLURAL, '');
      texts.set(key, new Set([...(texts.get(key) ?? []), ...parameters(node)]));
    } else for (const [key, child] of Object.entries(node)) walk(child, `${path}.${key}`);
  };
  for (const [file, catalog] of Object.entries(files)) {
    for (const [key, child] of Object.entries(catalog ?? {})) walk(child, `${file}:${key}`);
  }
  return new Map([...texts].map(([key, names]) => [key, [...names].sort().join(', ')]));
}

function parameters(text: string): string[] {
  return [...text.matchAll(/\{\{-?\s*(\w+)/g)].flatMap(([, name]) => (name ? [name] : []));
}
