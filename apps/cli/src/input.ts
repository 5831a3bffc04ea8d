import { readFile, stat } from 'node:fs/promises';
import { InputError } from './exit.ts';
import { parseJson } from './json.ts';

/** Largest text input (facts, report texts, case lines) that is read at all. */
const maxTextBytes = 256 * 1024 * 1024;

/** A text file, or standard input for `-`, as UTF-8. */
export async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await readStandardInput() : await readLimited(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('cli:error.notUtf8', { path });
  }
}

/** A whole file as bytes, refused when it is missing, a folder or too large. */
export async function readLimited(path: string, limit = maxTextBytes): Promise<Uint8Array> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new InputError('cli:error.noSuchFile', { path });
  if (info.isDirectory()) throw new InputError('cli:error.isFolder', { path });
  if (info.size > limit)
    throw new InputError('cli:error.tooLarge', { path, limit: Math.round(limit / 2 ** 20) });
  return readFile(path);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxTextBytes) {
      throw new InputError('cli:error.tooLarge', { path: '-', limit: Math.round(maxTextBytes / 2 ** 20) });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** JSON from a file or standard input; a byte order mark does no harm. */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(path, await readText(path));
}
