import type { Release } from '@calx/knowledge';
import type { Grade } from './types.ts';

/** A number given by its 5th, 50th and 95th percentile. */
export interface Percentiles {
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
}

/** What the editors state about one variable in one diagnosis: shares by value, or percentiles. */
export interface ProfileLine extends Partial<Percentiles> {
  readonly variable: string;
  readonly values?: Readonly<Record<string, number>>;
  readonly grade: Grade;
  readonly sources: readonly string[];
  readonly because?: string;
}

/** The parts of a profile as written. */
export interface ProfileFile {
  readonly diagnosis: string;
  readonly age?: Percentiles & { readonly grade: Grade; readonly sources: readonly string[] };
  readonly sex?: { readonly M: number; readonly grade: Grade; readonly sources: readonly string[] };
  readonly profile: readonly ProfileLine[];
}

/** The lines of a diagnosis' profile by variable, age and sex among them; empty without a profile. */
export function readProfile(release: Release, diagnosis: string): ReadonlyMap<string, ProfileLine> {
  const file = release.profiles[diagnosis] as ProfileFile | undefined;
  return file ? profileLines(file) : new Map();
}

/** The lines of a profile by variable, age and sex among them. */
export function profileLines(file: Omit<ProfileFile, 'diagnosis'>): ReadonlyMap<string, ProfileLine> {
  const lines = new Map<string, ProfileLine>();
  for (const line of file.profile) lines.set(line.variable, line);
  if (file.age) lines.set('age', { variable: 'age', ...file.age });
  if (file.sex) {
    const { M, grade, sources } = file.sex;
    lines.set('sex', { variable: 'sex', values: { M, F: 1 - M }, grade, sources });
  }
  return lines;
}
