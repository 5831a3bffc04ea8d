import { describe, expect, it } from 'vitest';
import type { Evaluation as EngineEvaluation } from '@calx/diagnosis';
import { renderEvaluationHtml, type Evaluation } from './index.ts';

const evaluation: Evaluation = {
  n: 100,
  classes: 24,
  top1: 0.9,
  top3: 1,
  mrr: 0.93,
  logLoss: 0.4,
  brier: 0.15,
  ece: 0.041,
  alarm: { sensitivity: 0.98, specificity: null },
  intervals: { top1: [0.84, 0.95] },
  perDiagnosis: [
    { diagnosis: 'tumoral_calcinosis', n: 12, top1: 1, top3: 1 },
    { diagnosis: 'synovial_sarcoma', n: 7, top1: 3 / 7, top3: 5 / 7, probability: 0.41 },
  ],
  reliability: [
    { confidence: 0.25, accuracy: 0.5, n: 10 },
    { confidence: 0.9, accuracy: 0.9, n: 40 },
    { confidence: 0.5, accuracy: 0, n: 0 },
  ],
};

describe('the page of an evaluation', () => {
  const html = renderEvaluationHtml(evaluation, 'en');

  it('puts the weakest diagnosis first and a true zero or hundred as it is', () => {
    expect(html.indexOf('ynovial sarcoma')).toBeLessThan(html.indexOf('umoral calcinosis'));
    expect(html).toContain('42.9\u00a0%');
    expect(html).toContain('100.0\u00a0%');
    expect(html).toContain('84.0\u00a0%–95.0\u00a0%');
  });

  it('draws each filled group where it belongs, its area with its number', () => {
    const dots = [...html.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(dots).toEqual([
      [128, 172, 7],
      [336, 44, 14],
    ]);
  });

  it('takes what the engine gives', () => {
    const given: (evaluation: EngineEvaluation) => Evaluation = (engine) => engine;
    expect(given).toBeTypeOf('function');
  });

  it('leaves no key untranslated in either language', () => {
    for (const lang of ['zh', 'en'] as const) {
      expect(renderEvaluationHtml(evaluation, lang)).not.toMatch(/evaluation\.|\{\{|undefined|NaN/);
    }
  });
});
