import { TEXT_JSON } from './generated/text.ts';
import type { Lang } from './types.ts';

/** A catalog of translated texts: nested keys to i18next strings. */
export interface Catalog {
  readonly [key: string]: string | Catalog;
}

/** The catalogs of each language, one for a room. */
export type Texts = Readonly<Record<Lang, Readonly<Record<string, Catalog>>>>;

let loaded: Texts | undefined;

/** The texts of the release alone, which are small: the page speaks with them before the rest of it is there. */
export function loadTexts(): Texts {
  loaded ??= JSON.parse(TEXT_JSON) as Texts;
  return loaded;
}
