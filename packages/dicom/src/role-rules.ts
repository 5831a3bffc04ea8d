/** What a series is for. */
export type Role =
  | 'ct'
  | 'ct-localizer'
  | 'radiograph-ap'
  | 'radiograph-lateral'
  | 'radiograph-oblique'
  | 'radiograph-axial'
  | 'radiograph'
  | 'mr-t1'
  | 'mr-t1-fs'
  | 'mr-t1-post'
  | 'mr-t2'
  | 'mr-t2-fs'
  | 'mr-t2-star'
  | 'mr-pd'
  | 'mr-pd-fs'
  | 'mr-localizer'
  | 'mr-diffusion'
  | 'mr-other'
  | 'capture'
  | 'segmentation'
  | 'report'
  | 'other';

export type Weighting = 't1' | 't2' | 't2-star' | 'pd';
export type Plane = 'axial' | 'coronal' | 'sagittal' | 'oblique';
export type Side = 'left' | 'right' | 'both';
export type View = 'ap' | 'lateral' | 'oblique' | 'axial';

/** An interval with open ends where a bound is left out. */
export interface Range {
  readonly from?: number;
  readonly below?: number;
}

export interface TimingRule {
  readonly weighting: Weighting;
  /** Scanning Sequence values that the rule is for: spin echo or gradient echo. */
  readonly sequence: 'SE' | 'GR';
  readonly repetitionTime?: Range;
  readonly echoTime?: Range;
  readonly flipAngle?: Range;
}

export interface RoleRules {
  /** Where the figures come from. */
  readonly source: string;
  /** First rule that fits; times in ms, angles in degrees. */
  readonly timing: readonly TimingRule[];
  /** Inversion time (ms) that nulls fat in STIR. */
  readonly fatInversionTime: Range;
  /** Largest cosine with a patient axis for a plane to bear its name; below it is oblique. */
  readonly planeCosine: number;
  /** How sure a role is by how it is known, 0 to 1. */
  readonly confidence: {
    readonly attribute: number;
    readonly agreement: number;
    readonly timing: number;
    readonly description: number;
    readonly conflict: number;
    readonly none: number;
  };
}

/**
 * Weighting from timing as taught for clinical field strengths. The limits are conventions with no single source,
 * so all are `assumed`; a description that says otherwise wins, with less confidence.
 */
export const ROLE_RULES: RoleRules = {
  source: 'assumed',
  timing: [
    { weighting: 't1', sequence: 'SE', repetitionTime: { below: 1000 }, echoTime: { below: 35 } },
    { weighting: 't2', sequence: 'SE', repetitionTime: { from: 1500 }, echoTime: { from: 60 } },
    { weighting: 'pd', sequence: 'SE', repetitionTime: { from: 1500 }, echoTime: { below: 60 } },
    { weighting: 't2-star', sequence: 'GR', echoTime: { from: 12 }, flipAngle: { below: 45 } },
    { weighting: 't1', sequence: 'GR', repetitionTime: { below: 300 }, echoTime: { below: 6 } },
  ],
  fatInversionTime: { from: 100, below: 300 },
  planeCosine: 0.85,
  confidence: {
    attribute: 0.95,
    agreement: 0.95,
    timing: 0.75,
    description: 0.7,
    conflict: 0.4,
    none: 0.2,
  },
};

/** Words of series descriptions, protocol names and sequence names; Chinese and English. */
export const DESCRIPTION_WORDS = {
  t1: /(?:^|[^a-z0-9])[cst]?t1|t1(?:w|wi|[^0-9a-z]|$)/i,
  t2Star: /t2\s*(?:\*|star)|(?:^|[^a-z])(?:medic|merge|swi|gre|ffe)(?:[^a-z]|$)/i,
  t2: /t2(?!\s*(?:\*|star))/i,
  pd: /(?:^|[^a-z])pd(?:w|wi|fs|[^a-z]|$)|proton|质子/i,
  fatSuppressed:
    /fs(?:[^e]|$)|fat\s*-?(?:sat|sup)|stir|tirm|spair|spir|dixon[^a-z]*w|water|压脂|抑脂|脂肪抑制/i,
  postContrast:
    /(?:^|[^a-z])(?:post|ce|gd|gad|dce|cta|cect|arterial|venous|portal|enhanced)(?:[^a-z]|$)|\+\s*c(?:[^a-z]|$)|(?:^|[^a-z])c\s*\+|contrast|增强|[动静]脉期|门脉期|延迟期/i,
  preContrast: /(?:^|[^a-z])(?:pre|without|non|no|w\/?o|native|plain|unenhanced|nect|ncct)(?:[^a-z]|$)|平扫/i,
  localizer: /localizer|scout|pilot|survey|surview|topogram|定位/i,
  diffusion: /dwi|diffusion|(?:^|[^a-z])adc(?:[^a-z]|$)|弥散|扩散/i,
  ap: /(?:^|[^a-z])(?:ap|pa|frontal)(?:[^a-z]|$)|正位|前后位|后前位/i,
  lateral: /(?:^|[^a-z])(?:lat|lateral|ll|rl)(?:[^a-z]|$)|侧位/i,
  oblique: /(?:^|[^a-z])(?:obl|oblique)(?:[^a-z]|$)|斜位/i,
  axial: /(?:^|[^a-z])(?:axial|frog|axillary|skyline|sunrise)|蛙|轴位/i,
  left: /(?:^|[^a-z])(?:left|lt)(?:[^a-z]|$)|左/i,
  right: /(?:^|[^a-z])(?:right|rt)(?:[^a-z]|$)|右/i,
  pelvis: /pelvi|骨盆/i,
} as const;

/** View Position (0018,5101) values, PS3.3 C.8.1.1 and C.8.7.5, with common variants. */
export const VIEW_POSITIONS: Readonly<Record<string, View>> = {
  AP: 'ap',
  PA: 'ap',
  LL: 'lateral',
  RL: 'lateral',
  LAT: 'lateral',
  LATERAL: 'lateral',
  ML: 'lateral',
  LM: 'lateral',
  RLD: 'lateral',
  LLD: 'lateral',
  RLO: 'oblique',
  LLO: 'oblique',
  RAO: 'oblique',
  LAO: 'oblique',
  RPO: 'oblique',
  LPO: 'oblique',
  OBLIQUE: 'oblique',
  AXIAL: 'axial',
};

/** A line of an imaging protocol: any of the roles, in the plane where one is named. */
export interface ProtocolItem {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly plane?: readonly Plane[];
  readonly bodyPart?: 'pelvis' | 'limb';
}

/** Sequences that show anatomy in their plane, whatever their weighting. */
const MR_IMAGES: readonly Role[] = [
  'mr-t1',
  'mr-t1-fs',
  'mr-t1-post',
  'mr-t2',
  'mr-t2-fs',
  'mr-t2-star',
  'mr-pd',
  'mr-pd-fs',
  'mr-other',
];

/** The protocol of Li et al. 2015 (tumoral calcinosis, 15 patients), section on imaging. */
export const DEFAULT_PROTOCOL: { readonly source: string; readonly items: readonly ProtocolItem[] } = {
  source: 'li2015',
  items: [
    { id: 'limb-frontal', roles: ['radiograph-ap'], bodyPart: 'limb' },
    { id: 'limb-lateral', roles: ['radiograph-lateral'], bodyPart: 'limb' },
    { id: 'pelvis-frontal', roles: ['radiograph-ap'], bodyPart: 'pelvis' },
    { id: 'ct', roles: ['ct'] },
    { id: 'mr-axial', roles: MR_IMAGES, plane: ['axial'] },
    { id: 'mr-long-axis', roles: MR_IMAGES, plane: ['coronal', 'sagittal'] },
    { id: 'mr-t1', roles: ['mr-t1'] },
    { id: 'mr-t2', roles: ['mr-t2'] },
    { id: 'mr-t2-fs', roles: ['mr-t2-fs'] },
    { id: 'mr-post', roles: ['mr-t1-post'] },
  ],
};
