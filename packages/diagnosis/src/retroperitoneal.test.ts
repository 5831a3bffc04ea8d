import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';

const release = loadRelease();
// The fragment after li2015 tells of this patient; its own figures are left out of the knowledge that judges it.
const exclude = { sources: ['li2015_hybrid'] };
const imaging = {
  site: 'retroperitoneum',
  compartment: 'retroperitoneal',
  internal: 'mixed',
  enhancement: 'heterogeneous_avid',
  necrosis_or_haemorrhage: 'yes',
  mineralised: 'yes',
  displaces_neighbours: 'yes',
};
const answer = (findings: CaseFacts['findings']) => diagnose({ findings }, release, { exclude });
const probability = (findings: CaseFacts['findings'], id: string) =>
  answer(findings).differential.find(({ diagnosis }) => diagnosis === id)?.probability ?? 0;

describe('the hybrid nerve sheath tumour first read as a stromal tumour', () => {
  it('has nerve sheath tumours as its first family on imaging alone', () => {
    const { pack, families } = answer(imaging);
    expect(pack).toBe('retroperitoneal');
    expect(families[0]?.family).toBe('nerve_sheath_tumour');
  });

  it('cannot be told from a stromal tumour by imaging, and may be malignant', () => {
    const { differential, alarms } = answer(imaging);
    expect(differential.slice(0, 3).map(({ diagnosis }) => diagnosis)).toContain('gist');
    expect(alarms.map(({ code }) => code)).toContain('malignancy_not_excluded');
  });

  it('is a stromal tumour when CD117 and DOG1 are positive', () => {
    const { differential } = answer({ ...imaging, ihc_cd117: 'positive', ihc_dog1: 'positive' });
    expect(differential[0]?.diagnosis).toBe('gist');
    expect(differential[0]?.probability).toBeGreaterThan(0.9);
  });

  it('speaks against a stromal tumour when CD117 is positive in part only', () => {
    const partly = { ...imaging, ihc_cd117: 'partial' };
    expect(probability(partly, 'gist')).toBeLessThan(probability(imaging, 'gist'));
    expect(probability(partly, 'gist')).toBeLessThan(
      probability({ ...imaging, ihc_cd117: 'positive' }, 'gist') / 4,
    );
    expect(answer(partly).families[0]?.family).toBe('nerve_sheath_tumour');
    const weight = answer(partly)
      .differential.find(({ diagnosis }) => diagnosis === 'gist')
      ?.weights.find(({ variable }) => variable === 'ihc_cd117');
    expect(weight?.decibans).toBeLessThan(0);
  });

  it('is a nerve sheath tumour, the hybrid first, once S100 is positive', () => {
    const { differential, families } = answer({ ...imaging, ihc_cd117: 'partial', ihc_s100: 'positive' });
    expect(differential[0]?.diagnosis).toBe('hybrid_nerve_sheath_tumour');
    expect(families[0]?.family).toBe('nerve_sheath_tumour');
    expect(families[0]?.probability).toBeGreaterThan(0.5);
  });
});

describe('priors of the retroperitoneal pack', () => {
  it('differ by setting: a referral centre sees liposarcomas, hardly ever a hybrid tumour', () => {
    const facts: CaseFacts = { findings: { compartment: 'retroperitoneal' } };
    const { differential } = diagnose(facts, release, { setting: 'referral_centre' });
    expect(differential[0]?.diagnosis).toBe('liposarcoma');
    expect(differential.at(-1)?.diagnosis).toBe('hybrid_nerve_sheath_tumour');
  });
});

describe('the next test of a retroperitoneal mass', () => {
  const actsOf = (findings: CaseFacts['findings']) => diagnose({ age: 50, findings }, release).next;

  it('may be metanephrines, and asks for vessels on CT', () => {
    const next = actsOf(imaging);
    expect(next.map(({ act }) => act)).toContain('metanephrines');
    expect(next.find(({ act }) => act === 'ct_contrast')?.asks).toContain('ivc_intraluminal');
  });

  it('stays out of the knee: what tells no diagnoses of the pack apart is not asked', () => {
    const next = actsOf({ site: 'knee', mineralised: 'yes' });
    expect(next.map(({ act }) => act)).not.toContain('metanephrines');
    expect(next.flatMap(({ asks }) => asks)).not.toContain('ivc_intraluminal');
  });
});
