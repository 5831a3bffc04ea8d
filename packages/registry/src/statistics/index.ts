export * from './diagnostic.ts';
export * from './fisher.ts';
export * from './icc.ts';
export * from './kappa.ts';
export * from './krippendorff.ts';
export * from './mann-whitney.ts';
export * from './proportion.ts';
