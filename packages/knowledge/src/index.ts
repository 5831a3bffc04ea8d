export type * from './types.ts';
export * from './findings.ts';
