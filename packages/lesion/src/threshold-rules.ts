import type { Release } from '@calx/knowledge';
import { loadRelease } from '@calx/knowledge/released';

/** One number of a file under `knowledge/thresholds` with its unit and source. */
interface Rule {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

/** A number of a file under `knowledge/thresholds`, by its name. */
export interface Threshold {
  /** `section.name` */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** A source's id, or `assumed`. */
  readonly source: string;
}

export type Rules<Names extends string> = Readonly<Record<Names, number>>;

/** The values of `knowledge/thresholds/<name>.yaml` by section; the caller names the shape. */
export function thresholdRules(
  name: string,
  release: Pick<Release, 'thresholds'> = loadRelease(),
): Readonly<Record<string, Rules<string>>> {
  const sections = release.thresholds[name] as Readonly<Record<string, Readonly<Record<string, Rule>>>>;
  const values = Object.entries(sections).map(([section, rules]) => [
    section,
    Object.fromEntries(Object.entries(rules).map(([rule, { value }]) => [rule, value])),
  ]);
  return Object.fromEntries(values) as Readonly<Record<string, Rules<string>>>;
}

/** One rule of `knowledge/thresholds/<name>.yaml` with its unit and source. */
export function thresholdRecord(
  name: string,
  section: string,
  key: string,
  release: Pick<Release, 'thresholds'> = loadRelease(),
): Rule {
  const sections = release.thresholds[name] as Readonly<Record<string, Readonly<Record<string, Rule>>>>;
  const rule = sections[section]?.[key];
  if (!rule) throw new RangeError(`There is no rule "${section}.${key}" in the thresholds "${name}".`);
  return rule;
}
