/** The examinations that variables belong to, in the order of the form and of the report. */
export const VARIABLE_GROUPS = [
  'clinical',
  'laboratory',
  'mineralisation',
  'mass',
  'bone_joint',
  'mri',
  'other_tests',
  'pathology',
] as const;

export type VariableGroup = (typeof VARIABLE_GROUPS)[number];
