import { describe, expect, it } from 'vitest';
import { compareDiagnoses, describeDiagnosis, loadRelease } from './index.ts';

const release = loadRelease();

describe('describeDiagnosis', () => {
  it('gives k, n and source of the index series', () => {
    const { variables, families, packs } = describeDiagnosis('tumoral_calcinosis');
    expect(packs).toEqual(['periarticular']);
    expect(families.map(({ id }) => id)).toEqual(['tumoral_calcinosis_family']);
    const hip = variables
      .find(({ variable }) => variable === 'site')
      ?.values.find(({ value }) => value === 'hip_buttock');
    const own = hip?.figures.find(({ source }) => source === 'li2015');
    expect(own).toMatchObject({ counted: true, figure: { k: 12, n: 15 } });
    expect(hip?.k).toBeGreaterThan(12);
    expect(hip?.n).toBeGreaterThan(hip?.k ?? 0);
  });

  it('shows every figure and counts each patient once', () => {
    const sites = describeDiagnosis('calcinosis_ctd').variables.find(({ variable }) => variable === 'site');
    const hand = sites?.values.find(({ value }) => value === 'wrist_hand');
    const counted = hand?.figures.filter((one) => one.counted).map(({ source }) => source);
    expect(hand?.figures.map(({ source }) => source)).toContain('acr_calc233');
    expect(counted).toContain('valenzuela2020');
    expect(counted).not.toContain('acr_calc233');
    const injected = describeDiagnosis('injection_granuloma').variables.find(
      (one) => one.variable === 'compartment',
    );
    const fat = injected?.values.find(({ value }) => value === 'subcutaneous');
    const chan = fat?.figures.filter(({ source }) => source === 'chan2006_im');
    expect(chan?.map(({ figure, counted: one }) => [figure.n, one])).toEqual([
      [50, true],
      [25, false],
      [25, false],
    ]);
  });

  it('describes every diagnosis, with every figure of it', () => {
    for (const id of Object.keys(release.diseases)) {
      const shown = describeDiagnosis(id).variables.flatMap(({ values }) =>
        values.flatMap(({ figures }) => figures),
      );
      const all = Object.values(release.sources).flatMap(({ figures }) =>
        figures.filter((one) => one.diagnosis === id),
      );
      expect(shown).toHaveLength(all.length);
    }
  });

  it('refuses an unknown id in one sentence', () => {
    expect(() => describeDiagnosis('measles')).toThrow('No diagnosis has the id "measles".');
  });
});

describe('compareDiagnoses', () => {
  it('puts the largest difference of counts first', () => {
    const { variables } = compareDiagnoses('schwannoma', 'paraganglioma');
    const differences = variables.map(({ difference }) => difference ?? -1);
    expect(differences).toEqual([...differences].sort((x, y) => y - x));
    expect(variables[0]?.difference).toBeGreaterThan(0.3);
  });

  it('is the same from both sides', () => {
    const [one, other] = [
      compareDiagnoses('schwannoma', 'neurofibroma'),
      compareDiagnoses('neurofibroma', 'schwannoma'),
    ];
    const key = ({ variables }: typeof one) =>
      new Map(variables.map(({ variable, difference }) => [variable, difference]));
    expect(key(one)).toEqual(key(other));
    expect(one.variables.find(({ variable }) => variable === 'target_sign')?.tellsApart).toBe(true);
  });
});
