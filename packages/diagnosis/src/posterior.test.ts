import fc from 'fast-check';
import type { CaseFacts, Figure } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { smallRelease } from './small-release.fixture.ts';

const both: CaseFacts = { findings: { first_test: 'yes', second_test: 'yes' } };
const probability = (facts: CaseFacts, release: ReturnType<typeof smallRelease>, diagnosis = 'diseased') =>
  diagnose(facts, release).differential.find((entry) => entry.diagnosis === diagnosis);

describe("Bayes' rule", () => {
  // The worked example of a likelihood ratio: prevalence 2.5 %, sensitivity 60 %, specificity 97 %.
  const screening = smallRelease({
    prevalence: 0.025,
    profiles: {
      diseased: { first_test: 0.6, second_test: 0.6 },
      healthy: { first_test: 0.03, second_test: 0.03 },
    },
  });

  it('reproduces likelihood ratio 20 and post-test probability 33.9 %', () => {
    const answer = probability({ findings: { first_test: 'yes' } }, screening);
    expect(answer?.weights[0]?.likelihoodRatio).toBeCloseTo(20, 9);
    expect(answer?.weights[0]?.decibans).toBeCloseTo(13.0103, 4);
    expect(answer?.probability).toBeCloseTo(0.339, 3);
  });

  it('multiplies independent findings', () => {
    expect(probability(both, screening)?.probability).toBeCloseTo(400 / (400 + 39), 9);
  });

  it('counts a finding and its repetition once', () => {
    const repeated = smallRelease({
      prevalence: 0.025,
      repeat: 0,
      profiles: {
        diseased: { first_test: 0.6, second_test: 0.6 },
        healthy: { first_test: 0.03, second_test: 0.03 },
      },
    });
    expect(probability(both, repeated)?.probability).toBeCloseTo(0.339, 3);
  });

  it('takes a negative test as odds times 0.4 / 0.97', () => {
    const odds = (0.025 / 0.975) * (0.4 / 0.97);
    const answer = probability({ findings: { first_test: 'no' } }, screening);
    expect(answer?.probability).toBeCloseTo(odds / (1 + odds), 9);
  });

  it('weakens a finding that is only possible', () => {
    const share = (p: number) => 0.7 * p + 0.3 * (1 - p);
    const odds = (0.025 / 0.975) * (share(0.6) / share(0.03));
    const facts: CaseFacts = { findings: { first_test: { possible: ['yes'] } } };
    expect(probability(facts, screening)?.probability).toBeCloseTo(odds / (1 + odds), 9);
  });

  it('is not moved by a variable that nobody counted', () => {
    const facts: CaseFacts = { findings: { third_test: 'yes' } };
    const silent = smallRelease({ prevalence: 0.025, backgroundStrength: 1 });
    expect(probability(facts, silent)?.probability).toBeCloseTo(0.025, 12);
  });
});

describe('special forms', () => {
  const profiles = {
    diseased: { first_test: 0.2, second_test: 0.2 },
    healthy: { first_test: 0.5, second_test: 0.5 },
  };

  it('make findings count together: a mixture, not the product of averages', () => {
    const release = smallRelease({
      prevalence: 0.5,
      profiles,
      form: { share: 0.25, yes: { first_test: 0.9, second_test: 0.9 } },
    });
    const diseased = 0.75 * 0.2 * 0.2 + 0.25 * 0.9 * 0.9;
    const answer = probability(both, release);
    expect(answer?.probability).toBeCloseTo(diseased / (diseased + 0.25), 9);
    expect(answer?.form?.en).toBe('special');
    expect(answer?.weights[0]?.share).toBeCloseTo(0.9, 9);
  });

  it('compete more sharply where a patient has one form and not the average of them', () => {
    const release = smallRelease({
      prevalence: 0.5,
      profiles,
      form: { share: 0.25, yes: { first_test: 0.9, second_test: 0.9 } },
      formSharpness: 2,
    });
    const diseased = Math.sqrt(0.75 * (0.2 * 0.2) ** 2 + 0.25 * (0.9 * 0.9) ** 2);
    expect(probability(both, release)?.probability).toBeCloseTo(diseased / (diseased + 0.25), 9);
  });

  it.each([1, 2])('change nothing when they say what the profile says (sharpness %s)', (formSharpness) => {
    const plain = smallRelease({ prevalence: 0.3, profiles });
    const form = { share: 0.4, yes: profiles.diseased };
    const same = smallRelease({ prevalence: 0.3, profiles, form, formSharpness });
    expect(probability(both, same)?.probability).toBeCloseTo(probability(both, plain)?.probability ?? 0, 12);
  });
});

describe('counts', () => {
  const figure = (diagnosis: string, k: number, n: number): Figure => ({
    diagnosis,
    variable: 'first_test',
    value: 'yes',
    k,
    n,
  });
  const counted = (scale: number) =>
    smallRelease({
      prevalence: 0.5,
      backgroundStrength: 0.5,
      figures: [figure('diseased', 3 * scale, 4 * scale), figure('healthy', scale, 4 * scale)],
    });

  it('become shares: 3 of 4 with a background of half a patient', () => {
    const answer = probability({ findings: { first_test: 'yes' } }, counted(1));
    expect(answer?.weights[0]?.share).toBeCloseTo((3 + 0.25) / 4.5, 6);
    expect(answer?.weights[0]?.sources).toEqual([{ id: 'series', k: 3, n: 4 }]);
  });

  it('narrow the interval as they grow at the same share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 3, max: 20 }), (scale, factor) => {
        const width = (scaled: number) => {
          const [low, high] = probability({ findings: { first_test: 'yes' } }, counted(scaled))?.interval ?? [
            0, 1,
          ];
          return high - low;
        };
        expect(width(scale * factor)).toBeLessThan(width(scale));
      }),
      { numRuns: 30 },
    );
  });

  it('take a published case as one patient', () => {
    const release = smallRelease({
      prevalence: 0.5,
      backgroundStrength: 1,
      cases: [{ id: 'a', diagnosis: 'diseased', findings: { first_test: 'yes' } }],
    });
    const answer = probability({ findings: { first_test: 'yes' } }, release);
    // The background is the mean share of the informed: (1 + 0.5) / 2.
    expect(answer?.weights[0]?.share).toBeCloseTo((1 + 0.75) / 2, 9);
    expect(answer?.weights[0]?.sources).toEqual([{ id: 'published_cases', k: 1, n: 1 }]);
  });
});
