import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';

const release = loadRelease();

/** What any textbook of musculoskeletal imaging calls typical: diagnosis, age, sex, findings of a calcified mass. */
const TYPICAL: readonly [string, number, 'F' | 'M', CaseFacts['findings']][] = [
  [
    'tumoral_calcinosis',
    55,
    'F',
    {
      site: 'hip_buttock',
      compartment: 'periarticular_bursal',
      fluid_calcium_level: 'yes',
      creatinine: 'normal',
    },
  ],
  [
    'tumoral_calcinosis',
    16,
    'F',
    {
      site: 'elbow',
      growth: 'slow',
      pain: 'none',
      pattern: 'multinodular_cobblestone',
      fluid_calcium_level: 'yes',
      phosphate: 'normal',
    },
  ],
  [
    'hyperphosphataemic_familial_tumoral_calcinosis',
    12,
    'F',
    {
      site: 'elbow',
      multiplicity: 'multiple',
      phosphate: 'high',
      calcium: 'normal',
      pattern: 'multinodular_cobblestone',
      creatinine: 'normal',
    },
  ],
  [
    'hyperphosphataemic_familial_tumoral_calcinosis',
    20,
    'M',
    { site: 'hip_buttock', family_history: 'yes', phosphate: 'high', ulceration: 'chalky_discharge' },
  ],
  [
    'uraemic_tumoral_calcinosis',
    52,
    'M',
    { site: 'shoulder', dialysis: 'yes', phosphate: 'high', pattern: 'multinodular_cobblestone' },
  ],
  [
    'calcinosis_ctd',
    50,
    'F',
    {
      site: 'wrist_hand',
      connective_tissue_disease: 'yes',
      multiplicity: 'multiple',
      compartment: 'subcutaneous',
    },
  ],
  ['calcinosis_ctd', 12, 'F', { site: 'thigh', connective_tissue_disease: 'yes', pattern: 'linear_sheet' }],
  [
    'tophaceous_gout',
    55,
    'M',
    { site: 'ankle_foot', gout_history: 'yes', uric_acid: 'high', bone: 'erosion_punched_out' },
  ],
  [
    'tophaceous_gout',
    62,
    'M',
    {
      site: 'wrist_hand',
      multiplicity: 'multiple',
      bone: 'erosion_punched_out',
      uric_acid: 'high',
      t1: 'iso',
      t2: 'mixed',
    },
  ],
  [
    'tophaceous_cppd',
    64,
    'F',
    {
      site: 'head_neck',
      compartment: 'intra_articular',
      pain: 'mild',
      matrix: 'calcification',
      bone: 'destruction',
    },
  ],
  [
    'tophaceous_cppd',
    69,
    'M',
    { site: 'spine_paraspinal', compartment: 'tendon_ligament', nerve_symptoms: 'yes' },
  ],
  [
    'calcific_periarthritis',
    45,
    'F',
    {
      site: 'shoulder',
      compartment: 'tendon_ligament',
      pain: 'severe_acute',
      pattern: 'amorphous_cloudlike',
    },
  ],
  [
    'calcific_periarthritis',
    38,
    'F',
    { site: 'wrist_hand', pain: 'severe_acute', inflammation_signs: 'yes', duration_months: 0.2 },
  ],
  [
    'myositis_ossificans',
    18,
    'M',
    { site: 'thigh', trauma: 'yes', compartment: 'intramuscular', pattern: 'peripheral_zonal', pain: 'mild' },
  ],
  [
    'heterotopic_ossification_neurogenic',
    30,
    'M',
    { site: 'hip_buttock', immobilisation_neuro: 'yes', matrix: 'ossification', motion_limited: 'yes' },
  ],
  [
    'fibrodysplasia_ossificans_progressiva',
    6,
    'F',
    { site: 'spine_paraspinal', multiplicity: 'multiple', matrix: 'ossification', growth: 'rapid' },
  ],
  [
    'synovial_chondromatosis',
    45,
    'M',
    {
      site: 'knee',
      compartment: 'intra_articular',
      joint_space: 'intraarticular_bodies',
      pattern: 'loose_bodies',
      multiplicity: 'multiple',
    },
  ],
  [
    'soft_tissue_chondroma',
    42,
    'M',
    {
      site: 'wrist_hand',
      pain: 'none',
      growth: 'slow',
      matrix: 'chondroid',
      pattern: 'rings_arcs',
      bone: 'none',
      margin: 'well_defined',
    },
  ],
  [
    'venous_malformation',
    17,
    'F',
    {
      site: 'thigh',
      compartment: 'intramuscular',
      pattern: 'phleboliths',
      t2: 'hyper',
      enhancement: 'heterogeneous_avid',
    },
  ],
  [
    'calcific_myonecrosis',
    60,
    'M',
    {
      site: 'leg',
      trauma: 'yes',
      compartment: 'intramuscular',
      pattern: 'plaque_peripheral',
      growth: 'slow',
    },
  ],
  [
    'calcified_haematoma',
    70,
    'M',
    {
      site: 'thigh',
      trauma: 'yes',
      duration_months: 300,
      pattern: 'plaque_peripheral',
      t1: 'hyper',
      t2: 'mixed',
    },
  ],
  [
    'tuberculous_abscess_calcified',
    35,
    'F',
    {
      site: 'spine_paraspinal',
      compartment: 'intramuscular',
      internal: 'cystic',
      bone: 'destruction',
      enhancement: 'peripheral_septal',
    },
  ],
  [
    'injection_granuloma',
    70,
    'F',
    {
      site: 'hip_buttock',
      compartment: 'subcutaneous',
      multiplicity: 'multiple',
      symmetric: 'yes',
      pattern: 'plaque_peripheral',
    },
  ],
  [
    'calcified_lipomatous_tumour',
    56,
    'F',
    {
      site: 'thigh',
      compartment: 'intramuscular',
      growth: 'slow',
      pain: 'none',
      fat_content: 'yes',
      matrix: 'ossification',
      t1: 'hyper',
    },
  ],
  [
    'calcifying_aponeurotic_fibroma',
    9,
    'M',
    {
      site: 'wrist_hand',
      compartment: 'fascial',
      aspect: 'flexor',
      pain: 'none',
      growth: 'slow',
      pattern: 'punctate_stippled',
      margin: 'ill_defined',
    },
  ],
  [
    'pilomatricoma',
    10,
    'F',
    {
      site: 'head_neck',
      compartment: 'subcutaneous',
      consistency: 'hard',
      pain: 'none',
      margin: 'well_defined',
    },
  ],
  [
    'synovial_sarcoma',
    24,
    'F',
    {
      site: 'knee',
      compartment: 'periarticular_bursal',
      pain: 'mild',
      growth: 'slow',
      duration_months: 24,
      pattern: 'punctate_stippled',
      margin: 'well_defined',
      t1: 'iso',
      t2: 'mixed',
      enhancement: 'heterogeneous_avid',
    },
  ],
  [
    'extraskeletal_osteosarcoma',
    66,
    'M',
    {
      site: 'thigh',
      compartment: 'intramuscular',
      growth: 'rapid',
      matrix: 'ossification',
      pattern: 'amorphous_cloudlike',
      necrosis_or_haemorrhage: 'yes',
      bone: 'none',
    },
  ],
  [
    'surface_osteosarcoma',
    28,
    'F',
    {
      site: 'knee',
      compartment: 'juxtacortical',
      growth: 'slow',
      pain: 'mild',
      matrix: 'ossification',
      bone: 'cortical_attachment',
      aspect: 'flexor',
    },
  ],
  [
    'extraskeletal_chondrosarcoma',
    26,
    'F',
    {
      site: 'thigh',
      compartment: 'intramuscular',
      growth: 'slow',
      matrix: 'chondroid',
      pattern: 'rings_arcs',
      t2: 'hyper',
      enhancement: 'heterogeneous_avid',
    },
  ],
];

/** Benign, but the alarm may speak: bone or calcium in an adult's soft tissue is not always told from sarcoma. */
const MAY_ALARM = new Set(['myositis_ossificans', 'soft_tissue_chondroma', 'calcifying_aponeurotic_fibroma']);

describe('a typical calcified mass near a joint', () => {
  it.each(TYPICAL)('leads and is flagged as it should be: %s, %d, %s', (diagnosis, age, sex, findings) => {
    const facts: CaseFacts = { age, sex, findings: { ...findings, mineralised: 'yes' } };
    const { differential, alarms } = diagnose(facts, release, { pack: 'periarticular' });
    expect(differential[0]?.diagnosis).toBe(diagnosis);
    const raised = alarms.some(({ code }) => code === 'malignancy_not_excluded');
    if (release.diseases[diagnosis]?.danger === 'malignant') expect(raised).toBe(true);
    else if (!MAY_ALARM.has(diagnosis)) expect(raised).toBe(false);
  });

  it('covers every diagnosis of the pack', () => {
    expect(new Set(TYPICAL.map(([diagnosis]) => diagnosis))).toEqual(
      new Set(release.packs['periarticular']?.diagnoses),
    );
  });
});
