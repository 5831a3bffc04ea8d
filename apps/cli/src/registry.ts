import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { readCohort, type AnsweredCohort } from '@calx/registry';
import type { Registry } from '@calx/server';
import type { CommandSpec, Options } from './command-spec.ts';
import { InputError } from './exit.ts';
import { readText } from './input.ts';

/** Who is named in the history for what the command line does. */
const COMMAND_LINE = 'calx';

/** Options of every command that works on the store. */
export const storeOptions: NonNullable<CommandSpec['options']> = [
  { flags: '--data <dir>', text: 'data' },
  { flags: '--database <url>', text: 'database' },
];

/** Does something with the registry of the store, which a running Calx may be serving. */
export async function withRegistry<T>(options: Options, act: (registry: Registry) => Promise<T>): Promise<T> {
  // The server and its store are loaded where they are needed alone.
  const { defaultDataFolder, openRegistry } = await import('@calx/server');
  const { data, database } = options;
  const registry = await openRegistry(
    {
      dataDir: typeof data === 'string' ? data : defaultDataFolder(),
      ...(typeof database === 'string' ? { databaseUrl: database } : {}),
    },
    COMMAND_LINE,
  );
  try {
    return await act(registry);
  } finally {
    await registry.close();
  }
}

/** A cohort of a file (cases, or one that was frozen), or of the store by its name or hash. */
export async function readCohortOf(cohort: string, options: Options): Promise<AnsweredCohort> {
  if (isFile(cohort)) return readCohortFile(cohort);
  return withRegistry(options, (registry) => registry.cohort(cohort));
}

export async function readCohortFile(path: string) {
  return readCohort(await readText(path), basename(path, extname(path)));
}

/** Whether a cohort is named by a file. @throws InputError when it is written like one and is not there. */
export function isFile(cohort: string): boolean {
  if (cohort === '-' || existsSync(cohort)) return true;
  if (/[\\/]|\.jsonl?$/.test(cohort)) throw new InputError('cli:error.noSuchFile', { path: cohort });
  return false;
}
