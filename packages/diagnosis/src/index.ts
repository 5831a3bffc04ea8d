// Findings and knowledge to an explained differential, alarms and the next test.
export type * from './types.ts';
export { diagnose } from './differential.ts';
export { UnknownPackError } from './model.ts';
export { createRandom } from './random.ts';
export { settingsOf, UnknownSettingError } from './priors.ts';
export { packOf } from './pack-of.ts';
export { evaluate } from './evaluate.ts';
export type * from './evaluate.ts';
export type * from './metrics.ts';
export type { PeerMethod } from './peers.ts';
