import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signingKey } from './signing-key.ts';

describe('the key by which a hospital signs', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'calx-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'evidence.key');

  it('is made once, for its owner only, and stays', async () => {
    const made = await signingKey(folder);
    expect(made).toHaveLength(32);
    expect((await stat(file())).mode & 0o077).toBe(0);
    expect(Buffer.from(await signingKey(folder))).toEqual(Buffer.from(made));
  });

  it('is never replaced where it is damaged', async () => {
    await writeFile(file(), 'no key');
    await expect(signingKey(folder)).rejects.toMatchObject({ code: 'key-unreadable' });
    expect(await readFile(file(), 'utf8')).toBe('no key');
  });

  it('is never replaced where it can’t be read', async () => {
    await mkdir(file());
    await expect(signingKey(folder)).rejects.toMatchObject({ code: 'key-unreadable' });
    expect((await stat(file())).isDirectory()).toBe(true);
  });
});
