export { DicomError, type Note, type Params, type Refusal } from './errors.ts';
export { pixelCalibration, type PixelCalibration } from './calibration.ts';
export type { MessageCode } from './messages.ts';
export type { FrameHeader, Rescale } from './frames.ts';
export {
  parseInstance,
  type ImageHeader,
  type Instance,
  type PatientHeader,
  type SeriesHeader,
  type StudyHeader,
} from './instance.ts';
export { DEFAULT_LIMITS, isBomb, type Limits } from './limits.ts';
export type { PixelArray } from './pixel-array.ts';
export { readPixels, type Pixels } from './pixels.ts';
export { modalityValues, quantityOf, readModalityValues } from './modality.ts';
export { provideCodecs } from './codecs.ts';
export { gravityOf } from './gravity.ts';
export { stacksOf, type Slice, type Stack } from './stacks.ts';
export type { Mask } from './mask.ts';
export { readMask } from './read-mask.ts';
export { readSegmentation, segmentsOf, type Segment } from './segmentation.ts';
export type { FailedInput, Input } from './input.ts';
export { lackingItems, protocolChecklist, type ChecklistItem } from './protocol.ts';
export { isEnhanced } from './contrast.ts';
export type { Reason } from './role-reason.ts';
export { seriesRole, type SeriesRole } from './role.ts';
export {
  DEFAULT_PROTOCOL,
  ROLE_RULES,
  type Plane,
  type ProtocolItem,
  type Role,
  type RoleRules,
  type Side,
} from './role-rules.ts';
export { readStudy, type PatientStudies, type ReadOptions, type Series, type Study } from './study.ts';
export type * from './types.ts';
export { buildVolume, seriesName, type VolumeOptions } from './volume.ts';
export { PROFILE_EDITION } from './deidentify/confidentiality-profile.ts';
export { deidentify, type ActionCounts, type Deidentified } from './deidentify/deidentify.ts';
export { DEFAULT_PROFILE, parseProfile, type DeidentificationProfile } from './deidentify/profile.ts';
