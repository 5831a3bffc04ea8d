import { NEGATIVES, negativeValue, type FindingInput, type Variable } from '@calx/knowledge';

/** What the form says of one value of a variable. */
export type ValueState = 'present' | 'absent' | 'possible' | 'open';

interface Stated {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly possible: readonly string[];
}

const isList = (input: object): input is readonly string[] => Array.isArray(input);

/** A finding as lists of values; numbers and text have none. */
export function statedValues(input: FindingInput | null | undefined): Stated {
  const none = { present: [], absent: [], possible: [] };
  if (input === null || input === undefined || typeof input === 'number') return none;
  if (typeof input === 'string') return { ...none, present: [input] };
  if (isList(input)) return { ...none, present: input };
  return { present: input.present ?? [], absent: input.absent ?? [], possible: input.possible ?? [] };
}

export function valueState(input: FindingInput | null | undefined, value: string): ValueState {
  const stated = statedValues(input);
  if (stated.present.includes(value)) return 'present';
  if (stated.absent.includes(value)) return 'absent';
  return stated.possible.includes(value) ? 'possible' : 'open';
}

/** The shortest form of the case format; undefined when nothing is stated. */
function compact({ present, absent, possible }: Stated): FindingInput | undefined {
  if (absent.length + possible.length > 0)
    return {
      ...(present.length > 0 ? { present } : {}),
      ...(absent.length > 0 ? { absent } : {}),
      ...(possible.length > 0 ? { possible } : {}),
    };
  const [only, second] = present;
  if (only === undefined) return undefined;
  return second === undefined ? only : present;
}

/**
 * Puts one value of a variable into a state. A variable that takes one value keeps one present value; a negative
 * ("none", "no") and a positive value exclude each other.
 * @returns the new finding, or undefined when nothing is left (not assessed).
 */
export function withValue(
  variable: Variable,
  input: FindingInput | null | undefined,
  value: string,
  state: ValueState,
): FindingInput | undefined {
  const before = statedValues(input);
  const keep = (list: readonly string[]): string[] => list.filter((item) => item !== value);
  const stays = (item: string): boolean =>
    item !== value && (variable.multi ? NEGATIVES.has(item) === NEGATIVES.has(value) : false);
  return compact({
    present: state === 'present' ? [...before.present.filter(stays), value] : keep(before.present),
    absent: state === 'absent' ? [...keep(before.absent), value] : keep(before.absent),
    possible: state === 'possible' ? [...keep(before.possible), value] : keep(before.possible),
  });
}

/** The order in which a click walks through the states of a value. */
export function nextState(variable: Variable, state: ValueState): ValueState {
  if (state === 'open') return 'present';
  if (state === 'present' && variable.values.length > 2) return 'absent';
  return 'open';
}

/** The value that "present" in one key stands for: "yes", or "positive"; none where a choice must be made. */
export function positiveValue(variable: Variable): string | undefined {
  const [only, second] = variable.values.filter(({ id }) => !NEGATIVES.has(id) && id !== 'negative');
  return second === undefined ? only?.id : undefined;
}

/** The value that "absent" in one key stands for. */
export const absentValue = (variable: Variable): string | undefined =>
  negativeValue(variable) ?? variable.values.find(({ id }) => id === 'negative')?.id;
