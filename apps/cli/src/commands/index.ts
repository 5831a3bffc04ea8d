import type { CommandSpec } from '../command-spec.ts';

/** Every command, in the order of the help; its code is loaded when it is named. Its text in the catalog bears its name. */
export const commands: Readonly<Record<string, () => Promise<CommandSpec>>> = {
  read: async () => (await import('./read.ts')).read,
  measure: async () => (await import('./measure.ts')).measure,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
  intake: async () => (await import('./intake.ts')).intake,
  knowledge: async () => (await import('./knowledge.ts')).knowledge,
  series: async () => (await import('./series.ts')).series,
  cohort: async () => (await import('./cohort.ts')).cohort,
  evidence: async () => (await import('./evidence.ts')).evidence,
  deidentify: async () => (await import('./deidentify.ts')).deidentify,
  phantom: async () => (await import('./phantom.ts')).phantom,
  serve: async () => (await import('./serve.ts')).serve,
  doctor: async () => (await import('./doctor.ts')).doctor,
};
