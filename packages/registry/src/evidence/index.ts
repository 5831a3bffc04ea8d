export { bundleSchema, type EvidenceBundle } from './bundle.ts';
export { exportEvidence, smallestCellOf, type ExportOptions } from './export.ts';
export { assertChain, chainStep, type ChainStep } from './chain.ts';
export { countValues, localCountsOf, type ValueCount } from './count.ts';
export { localEvidence, type LocalEvidence, type OwnSource } from './local.ts';
export {
  addCounts,
  mergePools,
  poolCounts,
  previewMerge,
  sourcesOf,
  type CountChange,
  type CountSource,
  type EvidencePool,
  type MergePreview,
} from './merge.ts';
export { isPublished } from './published.ts';
export { cells, nextCounts, protectCounts } from './protect.ts';
export { isSameCase, withoutCase } from './same-case.ts';
export { publicKeyOf, signBundle, verifyBundle, type SignedBundle } from './sign.ts';
