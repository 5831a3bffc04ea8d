import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withUnfinished, writeAll, writeWhole } from './output.ts';

describe('writing a set of files', () => {
  let place = '';
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'calx-output-'));
  });
  afterEach(() => rm(place, { recursive: true, force: true }));

  it('makes the folders that names have, adds to an existing folder and leaves nothing else behind', async () => {
    const target = join(place, 'study');
    await writeAll(target, { 'CT-1/0001.dcm': 'a', 'truth.json': '{}' });
    await writeAll(target, { 'CT-1/0001.dcm': 'b', 'CT-1/0002.dcm': 'c' });
    expect(await readFile(join(target, 'CT-1', '0001.dcm'), 'utf8')).toBe('b');
    expect((await readdir(join(target, 'CT-1'))).sort()).toEqual(['0001.dcm', '0002.dcm']);
    expect(await readFile(join(target, 'truth.json'), 'utf8')).toBe('{}');
    expect(await readdir(place)).toEqual(['study']);
  });

  it('says in words that a folder can’t be made', async () => {
    await writeAll(place, { study: 'a file' });
    await expect(writeAll(join(place, 'study', 'deeper'), { a: 'b' })).rejects.toMatchObject({
      code: 'cli:error.cannotWrite',
    });
  });

  it('writes nothing where a file stands in the way', async () => {
    await writeAll(place, { study: 'a file' });
    await expect(writeAll(join(place, 'study'), { a: 'b' })).rejects.toMatchObject({
      code: 'cli:error.outIsFile',
    });
  });
});

describe('writing one file', () => {
  let place = '';
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'calx-output-'));
  });
  afterEach(() => rm(place, { recursive: true, force: true }));

  it('makes the folders above it, follows a link and leaves nothing else behind', async () => {
    const path = join(place, 'a', 'b', 'table.csv');
    await writeWhole(path, 'first');
    await symlink(path, join(place, 'link.csv'));
    await writeWhole(join(place, 'link.csv'), 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(join(place, 'a', 'b'))).toEqual(['table.csv']);
    expect((await readdir(place)).sort()).toEqual(['a', 'link.csv']);
  });

  it('says in words that a file stands where a folder is due, or a folder where a file is', async () => {
    await writeFile(join(place, 'file'), '');
    await expect(writeWhole(join(place, 'file', 'table.csv'), '')).rejects.toMatchObject({
      code: 'cli:error.cannotWrite',
    });
    await expect(writeWhole(place, '')).rejects.toMatchObject({ code: 'cli:error.isFolder' });
  });

  it.skipIf(!existsSync('/proc/self'))(
    'comes back where the system makes no folders (needs /proc)',
    async () => {
      const error = { code: 'cli:error.cannotWrite' };
      await expect(writeWhole('/proc/calx/deeper/table.csv', '')).rejects.toMatchObject(error);
      await expect(writeAll('/proc/calx/deeper', { a: '' })).rejects.toMatchObject(error);
    },
  );

  it.skipIf(!existsSync('/dev/null'))('replaces no device (needs /dev/null)', async () => {
    await expect(writeWhole('/dev/null', '')).rejects.toMatchObject({ code: 'cli:error.notFile' });
  });

  it('takes what is unfinished away when the work is stopped', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    await withUnfinished(join(place, 'study'), async (folder) => {
      await writeFile(join(folder, 'half'), '');
      process.emit('SIGINT', 'SIGINT');
      expect(existsSync(folder)).toBe(false);
      expect(exit).toHaveBeenCalledWith(130);
    });
    exit.mockRestore();
    expect(await readdir(place)).toEqual([]);
  });
});
