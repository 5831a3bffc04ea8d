import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { evaluate } from './evaluate.ts';
import { smallRelease } from './small-release.fixture.ts';

const positive: CaseFacts = { findings: { first_test: 'yes' } };
const profiles = {
  diseased: { first_test: 0.6, second_test: 0.5 },
  healthy: { first_test: 0.03, second_test: 0.5 },
};
const written = (answers: readonly string[]) =>
  smallRelease({
    prevalence: 0.025,
    profiles,
    presentations: answers.map((first_test, i) => ({
      id: `${i}`,
      diagnosis: 'diseased',
      findings: { first_test },
    })),
  });
const diseased = (facts: CaseFacts, answers: readonly string[]) =>
  diagnose(facts, written(answers)).differential.find(({ diagnosis }) => diagnosis === 'diseased');

describe('written presentations', () => {
  it('are a second opinion: odds times the square root of their ratio to the background', () => {
    const background = (0.6 + 0.03) / 2;
    const ratio = (background + 2) / (3 * background);
    const odds = (0.025 / 0.975) * 20 * Math.sqrt(ratio);
    const answer = diseased(positive, ['yes', 'yes']);
    expect(answer?.probability).toBeCloseTo(odds / (1 + odds), 9);
    expect(answer?.weights[0]?.decibans).toBeCloseTo(10 * Math.log10(20 * Math.sqrt(ratio)), 9);
  });

  it('are named beside the weight, with their count', () => {
    const answer = diseased(positive, ['yes', 'yes', 'no']);
    expect(answer?.weights[0]?.share).toBeCloseTo(0.6, 9);
    expect(answer?.weights[0]?.sources).toContainEqual({ id: 'presentations', k: 2, n: 3 });
  });

  it('say nothing about what they do not state', () => {
    const facts: CaseFacts = { findings: { second_test: 'yes' } };
    expect(diseased(facts, ['yes', 'yes'])?.probability).toBeCloseTo(0.025, 12);
  });

  // The profiles alone (weight 0) recognise what was written apart from them; a bound a little below the figure.
  it('are recognised by the profiles, which were written apart from them', () => {
    const release = loadRelease();
    const parameters = {
      ...(release.engine.parameters as object),
      presentation_weight: { value: 0, source: 'assumed' },
    };
    const alone = { ...release, engine: { ...release.engine, parameters } };
    const share = (pack: string) =>
      evaluate(
        release.presentations.filter((one) => one.pack === pack),
        alone,
        { pack },
      );
    expect(share('periarticular').top1).toBeGreaterThan(0.8);
    expect(share('periarticular').top3).toBeGreaterThan(0.94);
    expect(share('retroperitoneal').top1).toBeGreaterThan(0.55);
  });
});
