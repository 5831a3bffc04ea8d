import { loadRelease, negativeValue } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { compareReadings } from './index.ts';

const release = loadRelease();
/** Findings that are there or not. */
const yesNo = release.variables
  .filter((variable) => variable.kind === 'category' && negativeValue(variable) === 'no')
  .map(({ id }) => id);

describe('two readings of one case', () => {
  it('says of each finding whether they agree, differ, or one alone assessed it', () => {
    const { findings, percent, kappa, ranked } = compareReadings(
      {
        findings: { trauma: 'no', bone: 'erosion', ct_hu_max: 397, gout_history: 'yes' },
        ranked: ['tumoral_calcinosis'],
      },
      // An absent yes is a no, in whatever form it was said.
      {
        findings: { trauma: { absent: ['yes'] }, bone: 'none', ct_hu_max: 397, nf1: 'no' },
        ranked: ['tophaceous_gout'],
      },
      release,
    );
    expect(Object.fromEntries(findings.map(({ about, verdict }) => [about, verdict]))).toEqual({
      trauma: 'agree',
      bone: 'differ',
      ct_hu_max: 'agree',
      gout_history: 'first-only',
      nf1: 'second-only',
    });
    expect(percent).toMatchObject({ k: 2, n: 3 });
    // Trauma absent for both, bone present for one: chance alone would do as well.
    expect(kappa?.kappa).toBeCloseTo(0, 10);
    expect(ranked).toEqual({ first: ['tumoral_calcinosis'], second: ['tophaceous_gout'] });
  });

  it("gives Cohen's kappa of present and absent: 4 and 4 alike, 1 and 1 not, is 0.60", () => {
    const said = (values: string) =>
      Object.fromEntries([...values].map((value, n) => [yesNo[n] ?? '', value === '+' ? 'yes' : 'no']));
    const { percent, kappa } = compareReadings(
      { findings: said('+++++-----'), ranked: [] },
      { findings: said('++++-+----'), ranked: [] },
      release,
    );
    expect(percent).toMatchObject({ k: 8, n: 10 });
    expect(kappa).toMatchObject({ n: 10 });
    expect(kappa?.kappa).toBeCloseTo(0.6, 10);
  });

  it('has no coefficient where nothing could differ, and no share where nothing is shared', () => {
    const alike = { findings: { trauma: 'no' }, ranked: [] };
    expect(compareReadings(alike, alike, release)).toMatchObject({ percent: { k: 1, n: 1 }, kappa: null });
    expect(compareReadings(alike, { findings: {}, ranked: [] }, release)).toMatchObject({
      percent: null,
      kappa: null,
    });
  });
});
