import { describe, expect, it } from 'vitest';
import { factsWith, findingsOf, withProposals } from './findings.ts';

const facts = { age: 56, sex: 'F', findings: { site: 'hip_buttock', bone: 'none' } } as const;

describe('findings with provenance', () => {
  it('keeps what a reader set and puts the machine’s different proposal beside it', () => {
    const proposal = { variable: 'bone', value: 'pressure_remodelling', confidence: 0.6 };
    const merged = withProposals(findingsOf(facts), [proposal]);
    expect(merged['bone']).toEqual({
      variable: 'bone',
      value: 'none',
      how: 'read',
      confirmed: true,
      proposals: [proposal],
    });
  });

  it('takes the most confident proposal for an open variable, unconfirmed', () => {
    const merged = withProposals(findingsOf(facts), [
      { variable: 'pattern', value: 'amorphous_cloudlike', confidence: 0.4 },
      { variable: 'pattern', value: 'multinodular_cobblestone', confidence: 0.8 },
    ]);
    expect(merged['pattern']).toMatchObject({
      value: 'multinodular_cobblestone',
      how: 'measured',
      confirmed: false,
    });
  });

  it('gives the facts of the case back with measured values added and nothing lost', () => {
    const merged = withProposals(findingsOf(facts), [{ variable: 'ct_hu_max', value: 397, confidence: 1 }]);
    expect(factsWith(facts, merged)).toEqual({
      age: 56,
      sex: 'F',
      findings: { site: 'hip_buttock', bone: 'none', ct_hu_max: 397 },
    });
  });
});
