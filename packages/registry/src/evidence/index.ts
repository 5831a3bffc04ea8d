export {
  bundleSchema,
  exportEvidence,
  smallestCellOf,
  type EvidenceBundle,
  type ExportOptions,
} from './bundle.ts';
export { countValues, localCountsOf, type ValueCount } from './count.ts';
export { mergePools, poolCounts, previewMerge, type EvidencePool, type MergePreview } from './merge.ts';
export { cells, nextCounts, protectCounts } from './protect.ts';
export { publicKeyOf, signBundle, verifyBundle, type SignedBundle } from './sign.ts';
