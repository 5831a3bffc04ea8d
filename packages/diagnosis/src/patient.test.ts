import type { CaseFacts, Figure, Release } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { smallRelease } from './small-release.fixture.ts';

const weightOf = (release: Release, facts: CaseFacts, variable: string) =>
  diagnose(facts, release)
    .differential.find(({ diagnosis }) => diagnosis === 'diseased')
    ?.weights.find((weight) => weight.variable === variable);

describe('the frequency in the population', () => {
  const share = (yes: number) => ({ yes, no: 1 - yes });
  // Half of the diseased have it; of everybody else one in ten, from 60 years on one in four.
  const release: Release = {
    ...smallRelease({ prevalence: 0.5, profiles: { diseased: { first_test: 0.5 }, healthy: {} } }),
    background: {
      first_test: {
        variable: 'first_test',
        grade: 'counted',
        sources: ['series'],
        values: share(0.1),
        bands: [
          { from: 0, values: share(0.05) },
          { from: 60, values: share(0.25) },
        ],
      },
    },
  };
  const ratio = (age?: number) =>
    weightOf(release, { ...(age !== undefined && { age }), findings: { first_test: 'yes' } }, 'first_test')
      ?.likelihoodRatio;

  it('stands in where a profile is silent', () => {
    expect(ratio()).toBeCloseTo(0.5 / 0.1, 9);
  });

  it('is that of the age, from the first year of its band on', () => {
    expect(ratio(59.9)).toBeCloseTo(0.5 / 0.05, 9);
    expect(ratio(60)).toBeCloseTo(0.5 / 0.25, 9);
    expect(ratio(90)).toBeCloseTo(0.5 / 0.25, 9);
  });

  it('names its sources', () => {
    const healthy = diagnose({ findings: { first_test: 'yes' } }, release).differential.find(
      ({ diagnosis }) => diagnosis === 'healthy',
    );
    expect(healthy?.weights[0]?.sources).toEqual([{ id: 'series' }]);
  });
});

describe('a finding that brought the patient into the pack', () => {
  // The special form (a quarter of the diseased) seldom shows the first test and always the second.
  const plain = smallRelease({
    prevalence: 0.5,
    profiles: { diseased: { first_test: 0.9, second_test: 0.2 }, healthy: { second_test: 0.5 } },
    form: { share: 0.25, yes: { first_test: 0.1, second_test: 1 } },
  });
  const release: Release = {
    ...plain,
    engine: {
      ...plain.engine,
      packs: {
        rules: [],
        otherwise: 'small',
        presenting_findings: { small: [{ variable: 'first_test', value: 'yes' }] },
      },
    },
  };
  const probability = (findings: CaseFacts['findings']) =>
    diagnose({ findings }, release).differential.find(({ diagnosis }) => diagnosis === 'diseased')
      ?.probability ?? 0;

  it('tells nothing between the diagnoses', () => {
    expect(probability({ first_test: 'yes' })).toBeCloseTo(0.5, 12);
  });

  it('chooses between the forms of a diagnosis', () => {
    const special = (0.25 * 0.1) / (0.25 * 0.1 + 0.75 * 0.9);
    const diseased = special * 1 + (1 - special) * 0.2;
    expect(probability({ first_test: 'yes', second_test: 'yes' })).toBeCloseTo(
      diseased / (diseased + 0.5),
      9,
    );
    expect(probability({ second_test: 'yes' })).toBeCloseTo(0.4 / (0.4 + 0.5), 9);
  });
});

describe('how a figure was read', () => {
  const figure = (reading: Partial<Figure>): Figure => ({
    diagnosis: 'diseased',
    variable: 'first_test',
    value: 'yes',
    k: 8,
    n: 8,
    ...reading,
  });
  const patients = (reading: Partial<Figure>) =>
    weightOf(
      smallRelease({ prevalence: 0.5, figures: [figure(reading)] }),
      { findings: { first_test: 'yes' } },
      'first_test',
    )?.patients;

  it('counts a rounded or inferred count less than a printed one', () => {
    expect(patients({})).toBeCloseTo(8, 6);
    expect(patients({ rounded: true })).toBeCloseTo(4, 6);
    expect(patients({ inferred: true })).toBeCloseTo(2, 6);
    expect(patients({ rounded: true, inferred: true })).toBeCloseTo(2, 6);
  });
});
