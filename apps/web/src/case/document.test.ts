import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '../api/types.ts';
import {
  acceptProposal,
  clearFinding,
  findingsInForce,
  opened,
  refuseProposal,
  setFinding,
} from './document.ts';

const proposal = { variable: 'ct_hu_max', value: 397, confidence: 1 };
const base: CaseDocument = {
  id: 'c',
  version: 1,
  facts: { findings: { site: 'thigh' } },
  findings: {},
  lesions: [
    {
      id: 'l1',
      series: 's',
      request: { seed: [0, 0, 0], thresholdHU: 150 },
      measurement: { proposals: [proposal] },
    },
  ],
  report: { lang: 'en', edits: {} },
  studies: [],
  status: 'new',
  history: [],
};
const open = opened(base);

describe('the findings of a case document', () => {
  it('takes what the stored facts say as read', () => {
    expect(findingsInForce(open)['site']).toMatchObject({ value: 'thigh', how: 'read', confirmed: true });
  });

  it('counts an open proposal, unconfirmed, and never writes it into the facts', () => {
    expect(findingsInForce(open)['ct_hu_max']).toMatchObject({
      value: 397,
      how: 'measured',
      confirmed: false,
    });
    expect(open.facts.findings).toEqual({ site: 'thigh' });
  });

  it('confirms an accepted proposal as measured', () => {
    const accepted = acceptProposal(open, 'ct_hu_max', 397, 'reader');
    expect(findingsInForce(accepted)['ct_hu_max']).toMatchObject({ how: 'measured', confirmed: true });
    expect(accepted.facts.findings).toEqual({ site: 'thigh', ct_hu_max: 397 });
  });

  it('lets a refused proposal count for nothing, until it is taken back', () => {
    const refused = refuseProposal(open, 'ct_hu_max', 397, 'reader');
    expect(findingsInForce(refused)).not.toHaveProperty('ct_hu_max');
    expect(findingsInForce(clearFinding(refused, 'ct_hu_max'))).toHaveProperty('ct_hu_max');
  });

  it('keeps a reader’s own value with the proposal beside it', () => {
    const own = findingsInForce(setFinding(open, 'ct_hu_max', 300, 'reader'))['ct_hu_max'];
    expect(own).toMatchObject({ value: 300, how: 'read', proposals: [proposal] });
  });
});
