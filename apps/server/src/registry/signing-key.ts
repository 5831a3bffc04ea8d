import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, ServerError } from '../errors.ts';
import { writeDurably } from '../files.ts';

const KEY_FILE = 'evidence.key';

/**
 * The Ed25519 secret by which this hospital signs: 32 random bytes, made where there are none yet and readable by their
 * owner only. One that is there but can't be read is never replaced: other hospitals know this one by its key.
 * @param folder The data folder.
 * @throws ServerError `key-unreadable`
 */
export async function signingKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, KEY_FILE);
  const present = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new ServerError('key-unreadable', { path }, 500);
  });
  if (present === undefined) {
    const secret = randomBytes(32);
    await writeDurably(path, `${secret.toString('hex')}\n`);
    return secret;
  }
  if (!/^[0-9a-f]{64}\s*$/.test(present)) throw new ServerError('key-unreadable', { path }, 500);
  return Buffer.from(present.trim(), 'hex');
}
