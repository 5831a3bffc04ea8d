import { DicomError } from '../errors.ts';
import { profileRule } from './confidentiality-profile.ts';
import { basicProfile, judgements, type Action, type ProfileOption } from './data.ts';

/** How objects are de-identified. */
export interface DeidentificationProfile {
  readonly options: ReadonlySet<ProfileOption>;
  /** Tags (`xGGGGEEEE`) kept or removed whatever the profile says. */
  readonly keep: ReadonlySet<string>;
  readonly remove: ReadonlySet<string>;
  /**
   * Secret from which pseudonyms, identifiers and the shift of dates are derived: the same secret gives the same
   * ones again. Whoever has it and a patient's number can find that patient's pseudonym.
   */
  readonly secret?: string;
}

/** The basic profile and nothing kept beyond it. */
export const DEFAULT_PROFILE: DeidentificationProfile = {
  options: new Set(),
  keep: new Set(),
  remove: new Set(),
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown, key: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new DicomError('bad-profile', { key });
}

function tags(value: unknown, key: string): ReadonlySet<string> {
  return new Set(
    texts(value, key).map((text) => {
      const match = /^\(?([0-9a-f]{4}),?\s?([0-9a-f]{4})\)?$/i.exec(text.trim());
      if (!match) throw new DicomError('bad-profile', { key: `${key}: ${text}` });
      return `x${match[1]}${match[2]}`.toLowerCase();
    }),
  );
}

function isOption(text: string): text is ProfileOption {
  return Object.hasOwn(basicProfile.options, text);
}

/**
 * A profile from a parsed file: `{options: [...], keep: ["0010,1010"], remove: [...], secret: "..."}`.
 * @throws DicomError `bad-profile` naming the key that is not understood.
 */
export function parseProfile(data: unknown): DeidentificationProfile {
  if (!isObject(data)) throw new DicomError('bad-profile', { key: '-' });
  const { options, keep, remove, secret, ...others } = data;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new DicomError('bad-profile', { key: unknown });
  if (
    secret !== undefined &&
    (typeof secret !== 'string' || secret.length < judgements.shortest_secret.value)
  )
    throw new DicomError('bad-profile', { key: 'secret' });
  const chosen = texts(options, 'options').map((option) => {
    if (isOption(option)) return option;
    throw new DicomError('bad-profile', { key: `options: ${option}` });
  });
  return {
    options: new Set(chosen),
    keep: tags(keep, 'keep'),
    remove: tags(remove, 'remove'),
    ...(secret === undefined ? {} : { secret }),
  };
}

/** Curves, overlay data and comments, group lengths, padding and digital signatures (PS3.15 table E.1-1, E.3.3). */
const REMOVED = /^x(50..|60..(3000|4000)$|....0000$|fffcfffc|fffafffa)/;

/** What the profile does with an attribute; undefined where it says nothing of it. */
export function actionOf(tag: string, profile: DeidentificationProfile): Action | undefined {
  if (profile.remove.has(tag)) return 'X';
  if (profile.keep.has(tag)) return 'K';
  if (Number.parseInt(tag.slice(1, 5), 16) % 2 === 1 || REMOVED.test(tag)) return 'X';
  const rule = profileRule(tag);
  if (!rule) return undefined;
  const changed = [...profile.options]
    .map((option) => rule.options[option])
    .filter((code) => code !== undefined);
  // An attribute that two options name is kept only as far as the stricter allows.
  if (changed.includes('C')) return 'C';
  return changed[0] ?? rule.action;
}
