import { DicomError } from '../errors.ts';
import { profileRule, type ProfileAction, type ProfileOption } from './confidentiality-profile.ts';

/** What happens to one attribute: an action code of PS3.15 table E.1-1a, in its single form. */
export type Action = 'D' | 'Z' | 'X' | 'K' | 'C' | 'U';

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

/** Options with their codes, PS3.16 CID 7050. */
export const OPTION_CODES: Readonly<Record<ProfileOption, readonly [code: string, meaning: string]>> = {
  'retain-uids': ['113110', 'Retain UIDs Option'],
  'retain-device-identity': ['113109', 'Retain Device Identity Option'],
  'retain-institution-identity': ['113112', 'Retain Institution Identity Option'],
  'retain-patient-characteristics': ['113108', 'Retain Patient Characteristics Option'],
  'retain-full-dates': ['113106', 'Retain Longitudinal Temporal Information With Full Dates Option'],
  'retain-modified-dates': ['113107', 'Retain Longitudinal Temporal Information With Modified Dates Option'],
  'clean-descriptors': ['113105', 'Clean Descriptors Option'],
};
export const BASIC_PROFILE = ['113100', 'Basic Application Confidentiality Profile'] as const;

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
  return Object.hasOwn(OPTION_CODES, text);
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
  if (secret !== undefined && (typeof secret !== 'string' || secret.length < SECRET_LENGTH))
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

/** Characters below which a secret could be guessed by trying; assumed. */
const SECRET_LENGTH = 16;

/** The single action where the standard leaves a choice: the one that keeps the object valid whatever its type. */
const SINGLE: Readonly<Record<ProfileAction, Action>> = {
  D: 'D',
  Z: 'Z',
  X: 'X',
  U: 'U',
  'X/Z': 'Z',
  'X/D': 'D',
  'Z/D': 'D',
  'X/Z/D': 'D',
  'X/Z/U*': 'K',
};

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
  return changed[0] ?? SINGLE[rule.basic];
}
