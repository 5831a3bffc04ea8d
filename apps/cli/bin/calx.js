#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(fileURLToPath(main))) {
  const { run, watchStreams } = await import(main.href);
  const args = process.argv.slice(2);
  watchStreams(args);
  const status = await run(args);
  process.exitCode ||= status;
} else {
  process.stderr.write('Calx is not built yet: run "npm ci && npm run build" first.\n');
  process.exitCode = 4;
}
