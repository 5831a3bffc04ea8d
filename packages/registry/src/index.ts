export * from './audit/index.ts';
export { canonicalJson, contentHash } from './canonical.ts';
export * from './cohort/index.ts';
export * from './completeness/index.ts';
export { RegistryError } from './error.ts';
export * from './evidence/index.ts';
export * from './statistics/index.ts';
export { dealCases } from './synthetic/deal.ts';
export * from './tables/index.ts';
