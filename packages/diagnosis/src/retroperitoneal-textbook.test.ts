import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';

const release = loadRelease();

/** What any textbook of abdominal imaging calls typical: diagnosis, age, sex, largest diameter in mm, findings. */
const TYPICAL: readonly [string, number, 'F' | 'M', number, CaseFacts['findings']][] = [
  [
    'liposarcoma',
    60,
    'M',
    210,
    { fat_content: 'yes', enhancement: 'peripheral_septal', margin: 'well_defined' },
  ],
  ['liposarcoma', 66, 'M', 180, { fat_content: 'yes', enhancement: 'heterogeneous_avid', internal: 'solid' }],
  ['leiomyosarcoma', 58, 'F', 110, { necrosis_or_haemorrhage: 'yes', ivc_intraluminal: 'yes', pain: 'mild' }],
  ['schwannoma', 48, 'F', 70, { retroperitoneal_region: 'presacral', internal: 'mixed', target_sign: 'yes' }],
  [
    'schwannoma',
    52,
    'M',
    90,
    { retroperitoneal_region: 'paravertebral', capsule: 'yes', internal: 'mixed', incidental: 'yes' },
  ],
  ['neurofibroma', 28, 'M', 60, { nf1: 'yes', multiplicity: 'multiple', target_sign: 'yes', pain: 'none' }],
  ['mpnst', 33, 'F', 110, { nf1: 'yes', growth: 'rapid', margin: 'ill_defined', pet_avid: 'yes' }],
  ['gist', 61, 'M', 110, { origin: 'bowel', necrosis_or_haemorrhage: 'yes', intratumoral_gas: 'yes' }],
  ['paraganglioma', 42, 'M', 55, { hypertension: 'yes', catecholamines: 'high', t2: 'hyper' }],
  [
    'ganglioneuroma',
    25,
    'F',
    80,
    { enhancement: 'heterogeneous_mild', insinuating_growth: 'yes', incidental: 'yes' },
  ],
  ['neuroblastoma', 2, 'M', 90, { margin: 'ill_defined', mineralised: 'yes', catecholamines: 'high' }],
  [
    'solitary_fibrous_tumour',
    55,
    'F',
    110,
    { margin: 'well_defined', enhancement: 'heterogeneous_avid', flow_voids: 'yes' },
  ],
  [
    'castleman_disease',
    38,
    'F',
    55,
    { internal: 'solid', enhancement: 'homogeneous_avid', incidental: 'yes' },
  ],
  ['lymphoma', 62, 'M', 100, { multiplicity: 'multiple', vessel_encasement: 'yes', lymph_nodes: 'yes' }],
  [
    'germ_cell_tumour_teratoma',
    0.5,
    'F',
    100,
    { fat_content: 'yes', mineralised: 'yes', internal: 'cystic' },
  ],
  [
    'germ_cell_tumour_teratoma',
    29,
    'M',
    110,
    { tumour_markers: 'high', retroperitoneal_region: 'para_aortic' },
  ],
  [
    'desmoid',
    32,
    'F',
    90,
    {
      family_history: 'yes',
      surgery_or_injection_at_site: 'yes',
      internal: 'solid',
      necrosis_or_haemorrhage: 'no',
    },
  ],
  ['lymphangioma', 40, 'F', 120, { internal: 'cystic', septation: 'multilocular', enhancement: 'none' }],
];

describe.each(TYPICAL)('a typical %s (%s %s)', (diagnosis, age, sex, mm, findings) => {
  const facts: CaseFacts = {
    age,
    sex,
    measurements: { max_mm: mm },
    findings: { compartment: 'retroperitoneal', ...findings },
  };
  const { differential, alarms } = diagnose(facts, release);

  it('leads', () => {
    expect(differential[0]?.diagnosis).toBe(diagnosis);
  });

  it('raises the alarm of malignancy exactly when it is malignant', () => {
    const raised = alarms.some(({ code }) => code === 'malignancy_not_excluded');
    expect(raised).toBe(release.diseases[diagnosis]?.danger === 'malignant');
  });
});
