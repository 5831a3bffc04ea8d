import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../../dist/index.js', import.meta.url);

/** A server in a process of its own can be killed; it runs what was built. */
export const isBuilt = existsSync(fileURLToPath(built));
export const NOT_BUILT = 'skipped: needs npm run build';

export interface Child {
  readonly process: ChildProcess;
  /** Address, once ready. */
  readonly url: string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the built server as a process; rejects with what it said when it ends before it is ready. */
export function startChild(
  options: { dataDir: string; databaseUrl?: string },
  identity: { uid?: number; gid?: number } = {},
): Promise<Child> {
  const program = `
    const { startServer } = await import(${JSON.stringify(built.href)});
    const options = ${JSON.stringify({ port: 0, webRoot: '/nowhere', samplesRoot: '/nowhere', ...options })};
    const server = await startServer(options).catch((error) => {
      process.stderr.write(error.code + ': ' + error.message);
      process.exit(3);
    });
    process.once('SIGTERM', () => server.close());
    process.stdout.write(server.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  return new Promise((done, fail) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.once('data', (url: Buffer) =>
      done({
        process: child,
        url: url.toString(),
        kill: (signal) => {
          child.kill(signal);
          return ended;
        },
      }),
    );
    child.once('exit', () => fail(new Error(said)));
  });
}
