import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cohensKappa,
  diagnosticAccuracy,
  exact,
  fisherExact,
  fleissKappa,
  iccAgreement,
  krippendorffAlpha,
  mannWhitney,
  wilson,
} from './index.ts';

describe('proportions', () => {
  it.each([
    [12, 15, 0.5481455128483065, 0.9295245065301844, 0.5191088661931469, 0.956687994894164],
    [0, 10, 0, 0.27753279986288926, 0, 0.30849710781876294],
    [9, 9, 0.7008549515804559, 1, 0.6637328831200571, 1],
    [6, 8, 0.40927543031016883, 0.9285207872478909, 0.3491442055871758, 0.9681459737500557],
  ])('%i of %i as scipy 1.10 binomtest gives it', (k, n, wilsonLow, wilsonHigh, exactLow, exactHigh) => {
    expect(wilson(k, n).low).toBeCloseTo(wilsonLow, 10);
    expect(wilson(k, n).high).toBeCloseTo(wilsonHigh, 10);
    expect(exact(k, n).low).toBeCloseTo(exactLow, 8);
    expect(exact(k, n).high).toBeCloseTo(exactHigh, 8);
  });

  it('refuses counts that cannot be', () => {
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => exact(1, 0)).toThrow(RangeError);
  });

  it('holds the share inside its interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const k = Math.round(part * n);
        for (const { low, high, share } of [wilson(k, n), exact(k, n)]) {
          expect(low).toBeLessThanOrEqual(share);
          expect(high).toBeGreaterThanOrEqual(share);
        }
      }),
    );
  });
});

describe('group comparisons', () => {
  it.each([
    [
      [
        [3, 1],
        [1, 3],
      ],
      0.48571428571428565,
    ],
    [
      [
        [8, 2],
        [1, 5],
      ],
      0.034965034965034975,
    ],
    [
      [
        [9, 6],
        [6, 2],
      ],
      0.6570197873199622,
    ],
  ] as const)('Fisher on %j as scipy 1.10', (table, p) => {
    expect(fisherExact(table).p).toBeCloseTo(p, 10);
  });

  it('Mann-Whitney exact and with ties as scipy 1.10', () => {
    expect(mannWhitney([1.1, 2.2, 3.3, 7.1, 9.4], [4.4, 5.5, 6.6, 8.2])).toMatchObject({
      u: 7,
      method: 'exact',
    });
    expect(mannWhitney([1.1, 2.2, 3.3, 7.1, 9.4], [4.4, 5.5, 6.6, 8.2]).p).toBeCloseTo(
      0.5555555555555556,
      10,
    );
    const tied = mannWhitney([1, 2, 2, 3, 5], [2, 4, 4, 6, 7, 8]);
    expect(tied).toMatchObject({ u: 5, method: 'normal' });
    expect(tied.p).toBeCloseTo(0.07934368319771502, 10);
  });
});

describe('agreement', () => {
  it('Cohen’s kappa of a published 2 x 2 example (20, 5, 10, 15): 0.40', () => {
    const result = cohensKappa([
      [20, 5],
      [10, 15],
    ]);
    expect(result.observed).toBeCloseTo(0.7, 12);
    expect(result.expected).toBeCloseTo(0.5, 12);
    expect(result.kappa).toBeCloseTo(0.4, 12);
  });

  it('perfect agreement is 1 whatever the weights', () => {
    for (const weights of ['none', 'linear', 'quadratic'] as const) {
      const table = [
        [4, 0, 0],
        [0, 3, 0],
        [0, 0, 5],
      ];
      expect(cohensKappa(table, weights).kappa).toBeCloseTo(1, 12);
    }
  });

  it('Fleiss’ kappa of the worked example with 10 cases, 14 readers, 5 categories: 0.210', () => {
    const ratings = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const result = fleissKappa(ratings);
    expect(result.observed).toBeCloseTo(0.378, 3);
    expect(result.expected).toBeCloseTo(0.213, 3);
    expect(result.kappa).toBeCloseTo(0.21, 3);
  });

  it('Krippendorff’s alpha of his example with missing data (2011): nominal 0.743, ordinal 0.815, interval 0.849', () => {
    const gap = null;
    const readings = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
      [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ];
    expect(krippendorffAlpha(readings, 'nominal')).toBeCloseTo(0.743, 3);
    expect(krippendorffAlpha(readings, 'ordinal')).toBeCloseTo(0.815, 3);
    expect(krippendorffAlpha(readings, 'interval')).toBeCloseTo(0.849, 3);
  });

  it('ICC(2,1) of the example of Shrout and Fleiss 1979: 0.29', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const result = iccAgreement(ratings);
    expect(result.value).toBeCloseTo(0.29, 2);
    expect(result.low).toBeCloseTo(0.019, 2);
    expect(result.high).toBeCloseTo(0.761, 2);
  });
});

describe('diagnostic accuracy', () => {
  it('sensitivity 60 %, specificity 97 %: likelihood ratio 20', () => {
    const result = diagnosticAccuracy({
      truePositive: 60,
      falseNegative: 40,
      falsePositive: 3,
      trueNegative: 97,
    });
    expect(result.likelihoodRatioPositive.value).toBeCloseTo(20, 10);
    expect(result.sensitivity.share).toBeCloseTo(0.6, 12);
    expect(result.likelihoodRatioPositive.low).toBeLessThan(20);
    expect(result.likelihoodRatioPositive.high).toBeGreaterThan(20);
  });
});
