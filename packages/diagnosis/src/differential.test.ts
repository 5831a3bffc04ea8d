import fc from 'fast-check';
import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';

const release = loadRelease();
const index: CaseFacts = {
  age: 56,
  sex: 'F',
  findings: {
    site: 'hip_buttock',
    compartment: 'periarticular_bursal',
    pattern: 'multinodular_cobblestone',
    confluence: 'partly_fused',
    bone: 'none',
    pain: 'none',
  },
};

describe('diagnose', () => {
  it('puts tumoral calcinosis first for the patient of the index series', () => {
    const answer = diagnose(index, release);
    expect(answer.pack).toBe('periarticular');
    expect(answer.differential[0]?.diagnosis).toBe('tumoral_calcinosis');
  });

  it('gives probabilities that sum to 1 with none of these, each inside its interval', () => {
    const { differential, noneOfThese } = diagnose(index, release);
    const sum = differential.reduce((total, { probability }) => total + probability, noneOfThese);
    expect(sum).toBeCloseTo(1, 9);
    for (const { probability, interval } of differential) {
      expect(interval[0]).toBeLessThanOrEqual(probability);
      expect(interval[1]).toBeGreaterThanOrEqual(probability);
    }
  });

  it('does not depend on the order of the findings', () => {
    const entries = Object.entries(index.findings);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        const answer = diagnose({ ...index, findings: Object.fromEntries(shuffled) }, release);
        const expected = diagnose(index, release);
        for (const { diagnosis, probability } of expected.differential) {
          const other = answer.differential.find((entry) => entry.diagnosis === diagnosis);
          expect(other?.probability).toBeCloseTo(probability, 12);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same bytes for the same case', () => {
    expect(JSON.stringify(diagnose(index, release))).toBe(JSON.stringify(diagnose(index, release)));
  });

  it('lists what it does not know, and is not moved by it', () => {
    const odd = { ...index, findings: { ...index.findings, hat_size: 'large' } };
    const answer = diagnose(odd, release);
    expect(answer.ignored).toContainEqual({ variable: 'hat_size', reason: 'unknown_variable' });
    expect(answer.differential[0]?.probability).toBe(diagnose(index, release).differential[0]?.probability);
  });

  it('chooses the retroperitoneal pack from the compartment', () => {
    const facts: CaseFacts = { findings: { compartment: 'retroperitoneal', fat_content: 'yes' } };
    expect(diagnose(facts, release).pack).toBe('retroperitoneal');
  });

  it('refuses an unknown pack by name', () => {
    expect(() => diagnose(index, release, { pack: 'knee' })).toThrow(/knee.*periarticular/);
  });
});
