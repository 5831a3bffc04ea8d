import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { RunningServer, ServerOptions } from '../server.ts';
import { startQuietly } from './client.ts';
import { startSystemPostgres, systemPostgres, temporaryFolder } from './stores.ts';

const bin = systemPostgres();
const START_MS = 120_000;

/** What the tests of a role work on. */
export interface Stage {
  /** A new empty folder of this role. */
  readonly folder: string;
  /** Starts a server on a data folder of that name and, in the second role, a database of that name. */
  start(name: string, options?: Partial<ServerOptions>): Promise<RunningServer>;
  /** Where such a server keeps its data: for what works on a store without a server. */
  place(name: string): Promise<{ dataDir: string; databaseUrl?: string }>;
}

/** Runs the same tests on the PostgreSQL that Calx brings and on one by its address. */
export function inBothRoles(what: string, tests: (stage: Stage) => void): void {
  describe(`${what}, on the PostgreSQL that Calx brings`, () => tests(setUp(false)));
  const why = bin ? '' : ' (skipped: apt-get install postgresql)';
  describe.skipIf(!bin)(`${what}, on a PostgreSQL by its address${why}`, () => tests(setUp(true)));
}

function setUp(external: boolean): Stage {
  let folder = '';
  let system: Awaited<ReturnType<typeof startSystemPostgres>> | undefined;
  const cleanUps: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const temporary = await temporaryFolder();
    folder = temporary.path;
    cleanUps.push(temporary.cleanUp);
    if (!external || !bin) return;
    system = await startSystemPostgres(bin, folder);
    cleanUps.push(system.stop);
  }, START_MS);
  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }, START_MS);
  const place: Stage['place'] = async (name) => ({
    dataDir: join(folder, name),
    ...(system ? { databaseUrl: await system.database(name) } : {}),
  });
  return {
    get folder() {
      return folder;
    },
    place,
    start: async (name, options = {}) => {
      const server = await startQuietly({ ...(await place(name)), ...options });
      cleanUps.push(server.close);
      return server;
    },
  };
}
