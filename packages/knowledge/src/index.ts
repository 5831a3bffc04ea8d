export type * from './types.ts';
export * from './case-facts.ts';
export * from './error.ts';
export * from './findings.ts';
export * from './normalise.ts';
export * from './release.ts';
export * from './translate.ts';
