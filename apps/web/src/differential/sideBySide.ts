import type { Differential } from '@calx/diagnosis';

type Weights = Differential['differential'][number]['weights'];

export interface ComparedWeight {
  readonly variable: string;
  readonly value: Weights[number]['value'];
  /** Decibans for each of the two; undefined where nothing is known of one. */
  readonly first: number | undefined;
  readonly second: number | undefined;
}

/** The findings that weigh for or against either of two diagnoses, those that tell them apart most first. */
export function sideBySide(first: Weights, second: Weights): readonly ComparedWeight[] {
  const rows = new Map<string, ComparedWeight>();
  const keyOf = ({ variable, value }: Weights[number]): string => JSON.stringify([variable, value]);
  for (const weight of first) {
    const { variable, value, decibans } = weight;
    rows.set(keyOf(weight), { variable, value, first: decibans, second: undefined });
  }
  for (const weight of second) {
    const { variable, value, decibans } = weight;
    const known = rows.get(keyOf(weight));
    rows.set(keyOf(weight), { variable, value, first: known?.first, second: decibans });
  }
  const apart = ({ first: a = 0, second: b = 0 }: ComparedWeight): number => Math.abs(a - b);
  return [...rows.values()].sort((a, b) => apart(b) - apart(a));
}
