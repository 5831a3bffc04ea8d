import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The command line, as a person calls it, for the numbers that the page must show too. */

const bin = fileURLToPath(new URL('../../apps/cli/bin/calx.js', import.meta.url));

/** What a command answers with `--json`. */
export async function calx<T>(...words: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...words, '--json'], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as T;
}

/** Runs with files in a folder of their own, which is then gone. */
export async function withFiles<T>(
  files: readonly { readonly name: string; readonly bytes: Uint8Array | string }[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'calx-files-'));
  try {
    for (const { name, bytes } of files) await writeFile(join(folder, name.replaceAll('/', '-')), bytes);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Digits that two engines agree on: their logarithms and powers may differ in the last one. */
const DIGITS = 12;

/** A result as JSON holds it, its numbers to twelve digits. */
export const rounded = (result: unknown): unknown =>
  JSON.parse(
    JSON.stringify(result ?? null, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value,
    ),
  );

/** A measurement without its texts, which the command line says in words and the page by catalog. */
export function figuresOf(measurement: unknown): object {
  const { proposals = [], ...rest } = rounded(measurement) as {
    proposals?: readonly Record<string, unknown>[];
  };
  return {
    ...rest,
    rule: null,
    modality: null,
    proposals: proposals.map(({ variable, value, confidence }) => ({ variable, value, confidence })),
  };
}
