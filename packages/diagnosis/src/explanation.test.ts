import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { smallRelease } from './small-release.fixture.ts';

const release = loadRelease();
const codes = (facts: CaseFacts) => diagnose(facts, release).alarms.map(({ code }) => code);

describe('alarms', () => {
  it('do not let a sarcoma pass: bone formed in the soft tissue of an old thigh, growing fast', () => {
    const facts: CaseFacts = {
      age: 68,
      sex: 'M',
      findings: {
        site: 'thigh',
        compartment: 'intramuscular',
        growth: 'rapid',
        matrix: 'ossification',
        pattern: 'central_immature',
        necrosis_or_haemorrhage: 'yes',
        enhancement: 'heterogeneous_avid',
      },
    };
    expect(codes(facts)).toContain('malignancy_not_excluded');
  });

  it('ask for the metabolism before surgery until it is known', () => {
    const findings = {
      site: 'hip_buttock',
      compartment: 'periarticular_bursal',
      pattern: 'multinodular_cobblestone',
    };
    expect(codes({ findings })).toContain('metabolic_workup');
    const known = {
      ...findings,
      phosphate: 'normal',
      calcium: 'normal',
      creatinine: 'normal',
      pth: 'normal',
      vitamin_d_1_25: 'normal',
    };
    expect(codes({ findings: known })).not.toContain('metabolic_workup');
  });

  it('leave fresh myositis ossificans alone, in both languages', () => {
    const facts: CaseFacts = {
      age: 19,
      findings: {
        site: 'thigh',
        compartment: 'intramuscular',
        trauma: 'yes',
        pattern: 'peripheral_zonal',
        lucent_cleft_to_cortex: 'yes',
      },
    };
    const alarm = diagnose(facts, release).alarms.find(({ code }) => code === 'leave_alone');
    expect(alarm?.message.zh).toMatch(/骨化性肌炎.*4 周/);
    expect(alarm?.message.en).toMatch(/4 weeks/);
    const held = diagnose(facts, release).next.filter(({ heldBackBy }) => heldBackBy);
    expect(held.map(({ act }) => act).sort()).toEqual(['aspiration', 'biopsy']);
  });
});

describe('alarms of one finding', () => {
  const alarm = (findings: CaseFacts['findings'], code: string) =>
    diagnose({ age: 24, findings }, release).alarms.find((entry) => entry.code === code);

  it('ask about a raised phosphate until the kidneys explain it', () => {
    const mass = { site: 'shoulder', phosphate: 'high' };
    const raised = alarm(mass, 'phosphate_without_kidney_disease');
    expect(raised?.because[0]).toEqual({ variable: 'phosphate', value: 'high' });
    expect(raised?.message.zh).toMatch(/血磷升高/);
    expect(alarm({ ...mass, dialysis: 'yes' }, 'phosphate_without_kidney_disease')).toBeUndefined();
    expect(alarm({ site: 'shoulder' }, 'phosphate_without_kidney_disease')).toBeUndefined();
  });

  it('leave a shell of bone after an injury alone, whatever leads', () => {
    const shell = { site: 'knee', compartment: 'juxtacortical', pattern: 'peripheral_zonal' };
    expect(alarm({ ...shell, trauma: 'yes' }, 'leave_alone')).toBeDefined();
    expect(alarm({ ...shell, bone: 'cortical_attachment', growth: 'slow' }, 'leave_alone')).toBeUndefined();
  });
});

describe('the gene test', () => {
  const acts = (facts: CaseFacts) => diagnose(facts, release).next;
  const familial: CaseFacts = {
    age: 14,
    findings: {
      site: 'elbow',
      phosphate: 'high',
      multiplicity: 'multiple',
      pattern: 'multinodular_cobblestone',
    },
  };

  it('is among the next acts where the familial form is live, and tells little where it is not', () => {
    const live = acts(familial).find(({ act }) => act === 'gene_test');
    const old = acts({ age: 66, findings: { site: 'thigh', growth: 'rapid' } });
    expect(live?.asks).toEqual(['gene']);
    expect(live?.bits).toBeGreaterThan(10 * (old.find(({ act }) => act === 'gene_test')?.bits ?? 0));
  });

  it('is not offered again once its result is entered', () => {
    const tested = { ...familial, findings: { ...familial.findings, gene: 'GALNT3' } };
    expect(acts(tested).some(({ act }) => act === 'gene_test')).toBe(false);
  });
});

describe('the setting', () => {
  const first = (setting: string) => diagnose({ findings: {} }, release, { setting }).differential[0];

  it('does not lead a child with a raised phosphate to the dialysis ward, whatever the setting', () => {
    const child: CaseFacts = { age: 8, sex: 'F', findings: { site: 'elbow', phosphate: 'high' } };
    for (const setting of ['clinic', 'referral_centre']) {
      const order = diagnose(child, release, { setting }).differential.map(({ diagnosis }) => diagnosis);
      const place = (diagnosis: string) => order.indexOf(diagnosis);
      expect(place('hyperphosphataemic_familial_tumoral_calcinosis')).toBeLessThan(
        place('uraemic_tumoral_calcinosis'),
      );
      expect(place('uraemic_tumoral_calcinosis')).toBeGreaterThan(0);
    }
  });

  it('says what is common: calcific periarthritis in a clinic', () => {
    expect(first('clinic')?.diagnosis).toBe('calcific_periarthritis');
    expect(first('clinic')?.probability).toBeGreaterThan(2 * (first('referral_centre')?.probability ?? 1));
  });

  it('is refused when the pack does not have it', () => {
    expect(() => first('village')).toThrow(/village.*clinic/);
  });
});

describe('pathology', () => {
  const mass = { site: 'hip_buttock', pattern: 'multinodular_cobblestone', gross_chalky: 'yes' };
  const reading = (more: Record<string, string>) =>
    diagnose({ age: 50, findings: { ...mass, ...more } }, release).pathology;

  it('gives the stage by the cells around the calcium', () => {
    expect(reading({ giant_cells: 'yes' })?.stage).toBe('active');
    expect(reading({ giant_cells: 'no', chronic_inflammation: 'no' })?.stage).toBe('quiescent');
    expect(reading({})?.stage).toBeUndefined();
  });

  it('says when it disagrees with imaging', () => {
    const facts: CaseFacts = {
      age: 19,
      findings: {
        site: 'knee',
        compartment: 'intra_articular',
        pattern: 'loose_bodies',
        joint_space: 'intraarticular_bodies',
        crystals: 'urate',
        gross_chalky: 'yes',
        giant_cells: 'yes',
        cartilage_lobules: 'no',
        chronic_inflammation: 'yes',
      },
    };
    const answer = diagnose(facts, release);
    expect(answer.pathology).toMatchObject({ imagingLeader: 'synovial_chondromatosis' });
    if (answer.pathology?.agrees === false) {
      expect(answer.alarms.map(({ code }) => code)).toContain('histology_disagrees');
    }
  });
});

describe('the next test', () => {
  const act = (id: string, asks: string[]) => ({
    id,
    name: { zh: id, en: id },
    asks,
    dose_msv: { value: 0, source: 'assumed' },
    invasiveness: 'none',
    cost: 1,
  });
  const release = smallRelease({
    prevalence: 0.5,
    profiles: {
      diseased: { first_test: 1, second_test: 0.5, third_test: 0.8 },
      healthy: { first_test: 0, second_test: 0.5, third_test: 0.2 },
    },
    backgroundStrength: 1e-6,
    acts: [act('useless', ['second_test']), act('perfect', ['first_test']), act('fair', ['third_test'])],
  });

  it('gives a perfect test one bit at even odds, a fair one its channel capacity, and does not offer a useless one', () => {
    const next = diagnose({ findings: {} }, release).next;
    expect(next.map(({ act: id }) => id)).toEqual(['perfect', 'fair']);
    expect(next[0]?.bits).toBeCloseTo(1, 3);
    // 1 - H(0.8), the binary symmetric channel.
    expect(next[1]?.bits).toBeCloseTo(0.278, 3);
  });

  it('is not an examination that the case has: one T1 is no MRI, and a CT at hand needs only to be read', () => {
    const asked = (seriesRoles: string[]) =>
      diagnose({ findings: { site: 'thigh', mineralised: 'yes' } }, loadRelease(), { seriesRoles })
        .next.filter(({ atHand }) => atHand)
        .map(({ act: id }) => id);
    expect(asked([])).toEqual([]);
    expect(asked(['ct', 'mr-t1'])).toEqual(['ct']);
    expect(asked(['mr-t1', 'mr-t2-fs', 'mr-t1-post']).sort()).toEqual(['mri', 'mri_contrast']);
    expect(asked(['radiograph-ap'])).toEqual(['radiograph']);
  });

  it('names the finding that would turn the order', () => {
    const change = diagnose({ findings: { third_test: 'yes' } }, release).changes[0];
    expect(change).toMatchObject({
      findings: [{ variable: 'first_test', value: 'no' }],
      leader: 'healthy',
    });
  });

  it('names the finding that parts the closest pair', () => {
    const pair = diagnose({ findings: {} }, release).closestPairs[0];
    expect(pair?.separatedBy[0]?.variable).toBe('first_test');
  });
});
