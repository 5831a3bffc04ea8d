import { createReadStream } from 'node:fs';
import { InputError } from './exit.ts';
import { parseJson } from './json.ts';

/** Largest text input (facts, report texts, case lines) that is read at all. */
const maxTextBytes = 256 * 1024 * 1024;

/** A text file, or standard input for `-`, as UTF-8; refused where it holds no text. */
export async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await collect(process.stdin, path, maxTextBytes) : await readLimited(path);
  const text = utf8(path, bytes);
  if (!/[^\s\p{C}]/u.test(text)) throw new InputError('cli:error.empty', { path });
  return text;
}

function utf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('cli:error.notUtf8', { path });
  }
}

/** A whole file as bytes, refused when it is missing, a folder, closed to the user or too large. */
export async function readLimited(path: string, limit = maxTextBytes): Promise<Uint8Array> {
  try {
    return await collect(createReadStream(path), path, limit);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    if (detail === 'ENOENT' || detail === 'ENOTDIR') throw new InputError('cli:error.noSuchFile', { path });
    if (detail === 'EISDIR') throw new InputError('cli:error.isFolder', { path });
    throw new InputError('cli:error.unreadable', { path, detail });
  }
}

/** Counted while it is read, as pipes and devices have no size. */
async function collect(stream: AsyncIterable<unknown>, path: string, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limit)
      throw new InputError('cli:error.tooLarge', { path, limit: Math.round(limit / 2 ** 20) });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** JSON from a file or standard input; a byte order mark does no harm. */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(path, await readText(path));
}
