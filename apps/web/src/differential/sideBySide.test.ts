import { describe, expect, it } from 'vitest';
import type { Differential } from '@calx/diagnosis';
import { sideBySide } from './sideBySide.ts';

const weights = (of: Readonly<Record<string, number>>): Differential['differential'][number]['weights'] =>
  Object.entries(of).map(
    ([variable, decibans]) =>
      ({ variable, value: 'yes', decibans }) as Differential['differential'][number]['weights'][number],
  );

describe('two diagnoses side by side', () => {
  it('have every finding that weighs on either, what tells them apart first', () => {
    const rows = sideBySide(weights({ site: 1, trauma: 6 }), weights({ site: 1.5, gout_history: -3 }));
    expect(rows.map(({ variable, first, second }) => [variable, first, second])).toEqual([
      ['trauma', 6, undefined],
      ['gout_history', undefined, -3],
      ['site', 1, 1.5],
    ]);
  });
});
