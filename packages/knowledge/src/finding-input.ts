import type { FindingInput } from './types.ts';

/** Words of the case format for an explicit negative. */
export const NEGATIVES: ReadonlySet<string> = new Set(['no', 'absent', 'none']);

export interface StatedValues {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly possible: readonly string[];
}

/** The full form of a finding of a category; a number has no values. */
export function statedValues(input: FindingInput): StatedValues {
  if (typeof input === 'string') return { present: [input], absent: [], possible: [] };
  if (typeof input === 'number') return { present: [], absent: [], possible: [] };
  if (isList(input)) return { present: input, absent: [], possible: [] };
  return { present: input.present ?? [], absent: input.absent ?? [], possible: input.possible ?? [] };
}

function isList(input: Exclude<FindingInput, string | number>): input is readonly string[] {
  return Array.isArray(input);
}
