import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CommandSpec } from '../command-spec.ts';
import { exit, UsageError } from '../exit.ts';
import { numberOption } from '../option-values.ts';

const root = new URL('../../../../', import.meta.url);

export const serve: CommandSpec = {
  name: 'serve',
  text: 'serve',
  json: false,
  options: [
    { flags: '--port <n>', text: 'port', default: '8723' },
    { flags: '--data <dir>', text: 'data' },
    { flags: '--database <url>', text: 'database' },
    { flags: '--archive <url>', text: 'archive' },
    { flags: '--open', text: 'open' },
  ],
  run: async (context, _args, options) => {
    // The server and its store are loaded by this command alone.
    const { defaultDataFolder, startServer } = await import('@calx/server');
    const server = await startServer({
      port: portOption(options['port']),
      dataDir: typeof options['data'] === 'string' ? options['data'] : defaultDataFolder(),
      ...(typeof options['database'] === 'string' ? { databaseUrl: options['database'] } : {}),
      webRoot: fileURLToPath(new URL('apps/web/dist/page/', root)),
      samplesRoot: fileURLToPath(new URL('samples/', root)),
    });
    context.say(context.t('cli:serve.ready', { url: server.url }));
    context.say(context.t('cli:serve.stop'));
    if (options['open'] === true) openPage(server.url);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.close();
    return exit.done;
  },
};

function portOption(given: unknown): number {
  const port = numberOption('--port', given) ?? 0;
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError('cli:error.badPort', { option: '--port', given: String(given) });
}

/** Opens the page where the system has a way to; no browser is no fault. */
function openPage(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
