import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildVolume } from './index.ts';
import { openStudy, readInputs } from './node.ts';
import { ctSlice, dataset, part10 } from './part10.fixture.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

const sample = fileURLToPath(new URL('../../../samples/sts-045', import.meta.url));

/** Does the machine have the tools of dcmtk? */
const hasDcmtk = spawnSync('dcmmkdir', ['--version']).status === 0;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calx-dicom-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A new folder below the temporary one, with files. */
function place(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  const root = join(folder, name);
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

const names = (study: Awaited<ReturnType<typeof openStudy>>): readonly string[] =>
  study.studies.flatMap(({ series }) => series.flatMap(({ instances }) => instances.map(({ name }) => name)));

describe('openStudy', () => {
  it('finds the CT and the T1 MR of the sample and stacks them', async () => {
    const { studies, refused, patient } = await openStudy(sample);
    expect(refused).toEqual([]);
    expect(patient.id).not.toBe('');
    const series = studies.flatMap((study) => study.series);
    expect(series.map(({ modality, instances }) => [modality, instances.length]).sort()).toEqual([
      ['CT', 74],
      ['MR', 70],
    ]);
    for (const { instances, modality } of series) {
      const volume = await buildVolume(instances);
      expect(volume.size[2]).toBe(instances.length);
      expect(volume.quantity).toBe(modality === 'CT' ? 'HU' : 'arbitrary');
      expect(volume.spacing[2]).toBeCloseTo(3.27, 2);
    }
  });

  it('reads a folder of folders and a single file', async () => {
    const root = place('nested', { 'a/b/1.dcm': ctSlice(1), 'a/0': ctSlice(0), '.hidden': ctSlice(2) });
    expect(names(await openStudy(root))).toEqual(['a/0', 'a/b/1.dcm']);
    expect(names(await openStudy(join(root, 'a/0')))).toEqual(['0']);
  });

  it('says what does not exist', async () => {
    await expect(openStudy(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'not-found',
      params: { name: 'nowhere' },
    });
  });

  it('refuses symbolic links instead of following them', async () => {
    const root = place('links', { '0': ctSlice(0) });
    symlinkSync(place('elsewhere', { secret: ctSlice(1) }), join(root, 'folder'));
    symlinkSync(join(folder, 'elsewhere/secret'), join(root, 'file'));
    const study = await openStudy(root);
    expect(names(study)).toEqual(['0']);
    expect(study.refused.map(({ where, code }) => [where, code])).toEqual([
      ['file', 'symbolic-link'],
      ['folder', 'symbolic-link'],
    ]);
  });

  it('names what is taken away while it reads, and reads the rest', async () => {
    const root = place('vanishing', { '0': ctSlice(0), 'a/1': ctSlice(1), b: ctSlice(2), c: ctSlice(3) });
    const found: string[] = [];
    for await (const input of readInputs(root)) {
      found.push('error' in input ? `${input.name}: ${input.error.code}` : input.name);
      rmSync(join(root, 'a'), { recursive: true, force: true });
    }
    expect(found).toEqual(['0', 'a: not-found', 'b', 'c']);
  });

  it('keeps within its limits', async () => {
    const root = place('many', { '0': ctSlice(0), 'a/b/c/1': ctSlice(1) });
    await expect(openStudy(root, { limits: { files: 1 } })).rejects.toMatchObject({ code: 'too-many-files' });
    await expect(openStudy(root, { limits: { depth: 2 } })).rejects.toMatchObject({ code: 'too-deep' });
    const { refused } = await openStudy(place('large', { '0': ctSlice(0), big: new Uint8Array(5000) }), {
      limits: { fileBytes: 4000 },
    });
    expect(refused).toMatchObject([{ where: 'big', code: 'too-large' }]);
  });
});

describe.skipIf(process.getuid?.() === 0)('openStudy of a closed folder (skipped for root)', () => {
  it('names it', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o000 });
    await expect(openStudy(closed)).rejects.toMatchObject({ code: 'not-found', params: { name: 'closed' } });
    rmSync(closed, { recursive: true });
  });
});

describe('openStudy of archives', () => {
  it('reads a ZIP, names that lead upwards made harmless', async () => {
    const zip = zipSync({ 'x/1': ctSlice(1), '../../0': ctSlice(0), '__MACOSX/x/._1': strToU8('junk') });
    const study = await openStudy(join(place('zip', { 'study.zip': zip }), 'study.zip'));
    expect(names(study)).toEqual(['study.zip/0', 'study.zip/x/1']);
    expect(study.refused).toEqual([]);
  });

  it('opens archives in folders and in archives, to a limit', async () => {
    const inner = zipSync({ '1': ctSlice(1) });
    const root = place('zips', { 'a.zip': zipSync({ 'b.zip': inner }), '0': ctSlice(0) });
    expect(names(await openStudy(root))).toEqual(['0', 'a.zip/b.zip/1']);
    const shallow = await openStudy(root, { limits: { archiveDepth: 1 } });
    expect(shallow.refused).toMatchObject([{ where: 'a.zip/b.zip', code: 'too-deep' }]);
  });

  it('refuses what unpacks to too much, and broken archives', async () => {
    const bomb = zipSync({ zeros: new Uint8Array(3_000_000) }, { level: 9 });
    const cut = zipSync({ '1': ctSlice(1) }).slice(0, 300);
    const root = place('bombs', { 'bomb.zip': bomb, 'cut.zip': cut, '0': ctSlice(0) });
    const { refused } = await openStudy(root, { limits: { ratio: 100, ratioFreeBytes: 0 } });
    expect(refused.map(({ where, code }) => [where, code])).toEqual([
      ['bomb.zip', 'too-large'],
      ['cut.zip', 'bad-archive'],
    ]);
  });

  it('refuses a bomb by the size that it states, before it is unpacked', async () => {
    const bomb = Buffer.from(zipSync({ zeros: new Uint8Array(1_000_000) }, { level: 9 }));
    // The central directory (PKWARE APPNOTE 4.3.12) states the unpacked size at offset 24.
    bomb.writeUInt32LE(600 * 2 ** 20, bomb.indexOf(Buffer.from('504b0102', 'hex')) + 24);
    const { refused } = await openStudy(place('bomb', { 'bomb.zip': bomb, '0': ctSlice(0) }));
    expect(refused).toMatchObject([{ where: 'bomb.zip', code: 'too-large' }]);
  });
});

describe('openStudy of a DICOMDIR', () => {
  const directory = (...files: readonly string[]): Uint8Array =>
    part10(dataset({ DirectoryRecordSequence: files.map((ReferencedFileID) => ({ ReferencedFileID })) }));

  it('reads the files that it names, in either case, and none outside its folder', async () => {
    const root = place('disc', {
      DICOMDIR: directory('IM\\A0', 'im\\a1', 'IM\\GONE', '..\\OUTSIDE', 'IM\\LINK'),
      'IM/A0': ctSlice(0),
      'im/a1': ctSlice(1),
      'IM/UNLISTED': ctSlice(2),
      '../OUTSIDE': ctSlice(3),
    });
    symlinkSync(join(folder, 'OUTSIDE'), join(root, 'IM/LINK'));
    const study = await openStudy(join(root, 'DICOMDIR'));
    expect(names(study)).toEqual(['IM/A0', 'im/a1']);
    expect(study.refused.map(({ where, code }) => [where, code])).toEqual([
      ['IM/LINK', 'symbolic-link'],
      ['DICOMDIR', 'index-incomplete'],
    ]);
    expect(study.refused[1]?.params).toEqual({ name: 'DICOMDIR', missing: 2, first: 'IM/GONE' });
  });

  it('counts the index of a folder as no image, and says which of its files are gone', async () => {
    const root = place('indexed', {
      'DISC/DICOMDIR': directory('IM\\A0', 'IM\\A1'),
      'DISC/im/a0': ctSlice(0),
    });
    const study = await openStudy(root);
    expect(names(study)).toEqual(['DISC/im/a0']);
    expect(study.ignored).toEqual(['DISC/DICOMDIR']);
    expect(study.refused).toMatchObject([
      { where: 'DISC/DICOMDIR', code: 'index-incomplete', params: { missing: 1, first: 'IM/A1' } },
    ]);
  });

  it.each([
    ['empty', directory()],
    ['cut short', directory('IM\\A0', 'IM\\A1').subarray(0, 200)],
    ['no bytes', new Uint8Array(0)],
  ])('reads what lies beside an index that is of no use: %s', async (what, index) => {
    const root = place(`useless ${what}`, { DICOMDIR: index, 'IM/A0': ctSlice(0) });
    const chosen = await openStudy(join(root, 'DICOMDIR'));
    expect(names(chosen)).toEqual(['IM/A0']);
    expect(chosen.refused).toMatchObject([{ code: 'index-unreadable' }]);
    const whole = await openStudy(root);
    expect([names(whole), whole.refused]).toEqual([['IM/A0'], []]);
  });

  it.skipIf(!hasDcmtk)(
    'reads a disc that dcmtk made, by its index and as a folder (needs dcmtk)',
    async () => {
      const root = place('dcmtk', {});
      mkdirSync(join(root, 'CT'), { recursive: true });
      const files = readdirSync(join(sample, 'CT')).sort().slice(0, 6);
      for (const [n, file] of files.entries())
        execFileSync('dcmconv', ['+te', join(sample, 'CT', file), join(root, 'CT', `IM${n}`)]);
      execFileSync('dcmmkdir', ['-Pgp', '--invent', '+r', '+id', root, '+D', join(root, 'DICOMDIR')], {
        stdio: 'ignore',
      });
      for (const path of [root, join(root, 'DICOMDIR')]) {
        const study = await openStudy(path);
        expect(names(study)).toHaveLength(6);
        expect([study.refused, study.notes]).toEqual([[], []]);
        expect((await buildVolume(study.studies[0]?.series[0]?.instances ?? [])).size[2]).toBe(6);
      }
    },
  );

  it.skipIf(!hasShared)(`follows real ones ${NEEDS_SHARED}`, async () => {
    const root = join(SHARED_DICOM, 'pydicom/dicomdirtests');
    // Two patients on one disc; and a disc of headers without pixels.
    await expect(openStudy(join(root, 'DICOMDIR'))).rejects.toMatchObject({ code: 'several-patients' });
    for (const odd of ['implicit', 'bigEnd', 'reordered', 'nooffset', 'nopatient'])
      await expect(openStudy(join(root, `DICOMDIR-${odd}`)), odd).rejects.toMatchObject({
        code: 'several-patients',
      });
    await expect(openStudy(join(root, 'TINY_ALPHA/DICOMDIR'))).rejects.toMatchObject({
      code: 'no-pixel-data',
    });
  });
});
