// Findings and knowledge to an explained differential, alarms and the next test.
export type * from './types.ts';
export { diagnose } from './differential.ts';
export { UnknownPackError } from './model.ts';
export { packOf } from './pack-of.ts';
