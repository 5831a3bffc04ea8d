import i18next from 'i18next';
import type { Explained, MessageParams } from './error.ts';
import { loadRelease, type Release } from './release.ts';
import type { Lang } from './types.ts';

/** Text of a key such as `cli:doctor.title`; the key itself when no catalog has it. */
export type Translate = (key: string, params?: MessageParams) => string;

/**
 * A translator over the catalogs of the release (`knowledge/text/<lang>/<room>.yaml`; the file name is the
 * namespace). English stands in where a text lacks its translation. Texts are not HTML-escaped.
 */
export function createTranslator(lang: Lang, release: Release = loadRelease()): Translate {
  const instance = i18next.createInstance();
  void instance.init({
    lng: lang,
    fallbackLng: 'en',
    resources: release.text,
    ns: Object.keys(release.text.en),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return (key, params) => instance.t(key, { ...params });
}

/**
 * Text of an explained fault or refusal: `<namespace>:error.<code>` with its parameters.
 * Falls back to the English message where one is given and no catalog has the code.
 */
export function translateError(
  translate: Translate,
  namespace: string,
  fault: Explained & { readonly message?: string },
): string {
  const key = `${namespace}:error.${fault.code}`;
  const text = translate(key, fault.params);
  const missing = text === key || text === `error.${fault.code}`;
  return missing ? (fault.message ?? fault.code) : text;
}
