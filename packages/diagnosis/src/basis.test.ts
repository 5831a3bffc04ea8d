import type { Figure } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { gradeOf, NO_BASIS } from './basis.ts';
import { diagnose } from './differential.ts';
import { smallRelease } from './small-release.fixture.ts';

describe('what a weight rests on', () => {
  const figure: Figure = { diagnosis: 'diseased', variable: 'first_test', value: 'yes', k: 8, n: 10 };
  const word: Figure = {
    diagnosis: 'diseased',
    variable: 'second_test',
    value: 'yes',
    quantifier: 'usually',
  };
  const answer = diagnose(
    { findings: { first_test: 'yes', second_test: 'yes' } },
    smallRelease({ prevalence: 0.5, figures: [figure, word] }),
  );
  const weight = (diagnosis: string, variable: string) =>
    answer.differential
      .find((ranked) => ranked.diagnosis === diagnosis)
      ?.weights.find((entry) => entry.variable === variable);

  it('is counted where a series counted', () => {
    const counted = weight('diseased', 'first_test');
    expect(counted?.grade).toBe('counted');
    expect(counted?.basis.counted).toBeGreaterThan(0);
    expect(counted?.basis).toMatchObject({ cases: 0, words: 0, cited: 0, assumed: 0 });
  });

  it('is stated where a source has a word and no count', () => {
    expect(weight('diseased', 'second_test')).toMatchObject({ grade: 'stated', basis: { counted: 0 } });
  });

  it('is assumed where nobody said anything', () => {
    expect(weight('healthy', 'first_test')).toMatchObject({
      grade: 'assumed',
      basis: { counted: 0, words: 0, cited: 0 },
    });
  });

  it('adds up to the patients behind the weight', () => {
    for (const { patients, basis } of answer.differential.flatMap(({ weights }) => weights)) {
      expect(Object.values(basis).reduce((sum, part) => sum + part, 0)).toBeCloseTo(patients, 9);
    }
  });

  it('calls nothing counted of which more than half is assumed', () => {
    expect(gradeOf({ ...NO_BASIS, counted: 4, assumed: 6 })).toBe('assumed');
    expect(gradeOf({ ...NO_BASIS, counted: 4, cited: 6 })).toBe('stated');
    expect(gradeOf({ ...NO_BASIS, counted: 4, cases: 2, assumed: 6 })).toBe('counted');
    expect(gradeOf(NO_BASIS)).toBe('assumed');
  });
});
