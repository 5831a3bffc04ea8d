import type { Figure } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { smallRelease } from './small-release.fixture.ts';

describe("a source's word", () => {
  const word: Figure = {
    diagnosis: 'diseased',
    variable: 'first_test',
    value: 'yes',
    quantifier: 'usually',
  };
  const share = (profiles?: Parameters<typeof smallRelease>[0]['profiles']) =>
    diagnose(
      { findings: { first_test: 'yes' } },
      smallRelease({ prevalence: 0.5, figures: [word], ...(profiles && { profiles }) }),
    ).differential.find(({ diagnosis }) => diagnosis === 'diseased')?.weights[0]?.share;

  it('stands for its share where nothing else is known', () => {
    expect(share()).toBeCloseTo(0.7, 9);
  });

  it('is not counted again beside a profile that cites its source', () => {
    const profiles = { diseased: { first_test: 0.98 }, healthy: { first_test: 0.5 } };
    expect(share(profiles)).toBeCloseTo(0.98, 9);
  });
});
