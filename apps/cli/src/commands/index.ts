import type { CommandSpec } from '../command-spec.ts';
import { diagnose } from './diagnose.ts';
import { doctor } from './doctor.ts';
import { series } from './series.ts';

export const commands: readonly CommandSpec[] = [diagnose, series, doctor];
