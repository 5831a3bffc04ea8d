// Peers in Python, each run in a process of its own.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PYTHON = [process.env.CALX_PYTHON, '/usr/bin/python3'].find((place) => place && existsSync(place));

/** What a script in `peers/` prints as JSON, or `{ missing }` with the reason. */
export async function python(script, args) {
  if (!PYTHON) return { missing: 'no /usr/bin/python3 (or set CALX_PYTHON)' };
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  try {
    const { stdout } = await run(PYTHON, [path, ...args.map(String)], { maxBuffer: 2 ** 24 });
    return JSON.parse(stdout);
  } catch (error) {
    const last = String(error.stderr ?? error)
      .trim()
      .split('\n')
      .at(-1);
    return { missing: last };
  }
}
