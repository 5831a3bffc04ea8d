import type { CommandSpec } from '../command-spec.ts';
import { cohort } from './cohort.ts';
import { deidentify } from './deidentify.ts';
import { diagnose } from './diagnose.ts';
import { doctor } from './doctor.ts';
import { evaluate } from './evaluate.ts';
import { evidence } from './evidence.ts';
import { intake } from './intake.ts';
import { knowledge } from './knowledge.ts';
import { measure } from './measure.ts';
import { phantom } from './phantom.ts';
import { read } from './read.ts';
import { serve } from './serve.ts';
import { series } from './series.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  read,
  measure,
  diagnose,
  evaluate,
  intake,
  knowledge,
  series,
  cohort,
  evidence,
  deidentify,
  phantom,
  serve,
  doctor,
];
