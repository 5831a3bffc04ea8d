export * from './audit/index.ts';
export * from './statistics/index.ts';
