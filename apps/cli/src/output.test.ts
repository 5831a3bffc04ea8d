import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAll } from './output.ts';

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
