export { rowsToCases, type ImportedCase, type ImportEntry, type ImportProblem } from './apply-mapping.ts';
export { codedCase } from './coded-case.ts';
export {
  columnsKey,
  mappingSchema,
  readMapping,
  suggestMapping,
  type Mapping,
  type Target,
} from './mapping.ts';
export { fromPhenopacket, isPhenopacket, toPhenopacket } from './phenopacket.ts';
export { decodeRedcap, isDictionary } from './redcap.ts';
export type { Sheet } from './sheet.ts';
export type { TablePreview } from './table-preview.ts';
