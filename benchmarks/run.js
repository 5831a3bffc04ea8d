// Runs every benchmarks/*.bench.js, or those whose name contains an argument, and prints their figures.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.js'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();

let missed = 0;
for (const file of files) {
  console.log(`\n${file}`);
  const { run } = await import(pathToFileURL(join(folder, file)).href);
  for (const { what, value, unit, bound } of await run()) {
    const late = bound !== undefined && value > bound;
    if (late) missed++;
    const limit = bound === undefined ? '' : ` (at most ${bound}${late ? ': MISSED' : ''})`;
    console.log(`  ${what}: ${value.toFixed(2)} ${unit}${limit}`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;
