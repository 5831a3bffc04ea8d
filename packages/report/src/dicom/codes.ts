import type { DataSet } from './part10.ts';

/** A coded concept: value, coding scheme, meaning (PS3.3 8.8). */
export type Code = readonly [value: string, scheme: string, meaning: string];

/** Scheme of Calx's own vocabulary; private schemes begin with 99 (PS3.16 8). */
export const calxScheme = '99CALX';

/** Longest code value of the short form (VR SH) and longest meaning (VR LO). */
const limits = { value: 16, meaning: 64 } as const;

/** A code as the item of a code sequence. */
export function codeItem([value, scheme, meaning]: Code): DataSet {
  return {
    [value.length > limits.value ? 'LongCodeValue' : 'CodeValue']: value,
    CodingSchemeDesignator: scheme,
    CodeMeaning: meaning.slice(0, limits.meaning),
  };
}

/** Units, UCUM (PS3.16 CID 82 and following). */
export const units = {
  mm: ['mm', 'UCUM', 'millimeter'],
  mm2: ['mm2', 'UCUM', 'square millimeter'],
  mm3: ['mm3', 'UCUM', 'cubic millimeter'],
  hu: ["[hnsf'U]", 'UCUM', 'Hounsfield unit'],
  one: ['1', 'UCUM', 'no units'],
} as const satisfies Record<string, Code>;

/** Concepts of PS3.16 and of IBSI (doi:10.1148/radiol.2020191145), by the standard's own meaning. */
export const concepts = {
  report: ['126000', 'DCM', 'Imaging Measurement Report'],
  language: ['121049', 'DCM', 'Language of Content Item and Descendants'],
  observerType: ['121005', 'DCM', 'Observer Type'],
  device: ['121007', 'DCM', 'Device'],
  deviceObserverUid: ['121012', 'DCM', 'Device Observer UID'],
  deviceObserverName: ['121013', 'DCM', 'Device Observer Name'],
  procedureReported: ['121058', 'DCM', 'Procedure reported'],
  imagingProcedure: ['363679005', 'SCT', 'Imaging procedure'],
  imageLibrary: ['111028', 'DCM', 'Image Library'],
  imageLibraryGroup: ['126200', 'DCM', 'Image Library Group'],
  modality: ['121139', 'DCM', 'Modality'],
  measurements: ['126010', 'DCM', 'Imaging Measurements'],
  group: ['125007', 'DCM', 'Measurement Group'],
  trackingId: ['112039', 'DCM', 'Tracking Identifier'],
  trackingUid: ['112040', 'DCM', 'Tracking Unique Identifier'],
  finding: ['121071', 'DCM', 'Finding'],
  referencedSegment: ['121191', 'DCM', 'Referenced Segment'],
  sourceSeries: ['121232', 'DCM', 'Source series for segmentation'],
  qualitative: ['C0034375', 'UMLS', 'Qualitative Evaluations'],
  threshold: ['112032', 'DCM', 'Threshold Attenuation Coefficient'],
  volume: ['118565006', 'SCT', 'Volume'],
  maxDiameter: ['L0JK', 'IBSI', 'Maximum 3D diameter'],
  surface: ['C0JK', 'IBSI', 'Surface area (mesh)'],
  sphericity: ['QCFX', 'IBSI', 'Sphericity'],
  meanHU: ['112181', 'DCM', 'Mean Attenuation Coefficient'],
  minHU: ['112179', 'DCM', 'Minimum Attenuation Coefficient'],
  maxHU: ['112180', 'DCM', 'Maximum Attenuation Coefficient'],
  p10HU: ['QG58', 'IBSI', '10th intensity percentile'],
  p90HU: ['8DWT', 'IBSI', '90th intensity percentile'],
  sdHU: ['sd_hu', calxScheme, 'Standard deviation of attenuation'],
  nodules: ['nodule_count', calxScheme, 'Number of nodules'],
  boneDistance: ['bone_distance', calxScheme, 'Shortest distance to bone'],
  boneContact: ['bone_contact', calxScheme, 'Area of contact with bone'],
  massVolume: ['mass_volume', calxScheme, 'Volume of the outlined soft-tissue mass'],
  lowerBound: ['lower_bound', calxScheme, 'Lower bound'],
  upperBound: ['upper_bound', calxScheme, 'Upper bound'],
  calcification: ['18115005', 'SCT', 'Pathologic calcification'],
  abnormalStructure: ['49755003', 'SCT', 'Morphologically Abnormal Structure'],
  segmentation: ['113076', 'DCM', 'Segmentation'],
  sourceImage: ['121322', 'DCM', 'Source image for image processing operation'],
} as const satisfies Record<string, Code>;
