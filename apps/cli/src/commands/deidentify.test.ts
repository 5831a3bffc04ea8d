import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openStudy } from '@calx/dicom/node';
import { calx } from '../calx.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'calx-deidentify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const sample = fileURLToPath(new URL('../../../../samples/sts-045/MR_T1', import.meta.url));

describe('calx deidentify', () => {
  it('writes a study that opens again as one patient, and says what it did', async () => {
    const { status, out } = await calx('deidentify', sample, at('out'), '--json');
    expect(status).toBe(0);
    const { instances, actions, held } = JSON.parse(out) as {
      instances: number;
      actions: Record<string, number>;
      held: unknown[];
    };
    const before = await openStudy(sample);
    const after = await openStudy(at('out'));
    const count = (study: typeof after): number =>
      study.studies.flatMap(({ series }) => series).reduce((sum, { instances: all }) => sum + all.length, 0);
    expect([instances, count(after)]).toEqual([count(before), count(before)]);
    expect(actions['U']).toBeGreaterThan(0);
    expect(held).toEqual([]);
    expect(after.patient.id).toMatch(/^CALX-[0-9A-F]{12}$/);
    expect(after.studies[0]?.uid).not.toBe(before.studies[0]?.uid);
  });

  it('gives the same pseudonyms for the same secret', async () => {
    writeFileSync(
      at('profile.yaml'),
      'secret: a secret of this test\noptions: [retain-patient-characteristics]\n',
    );
    for (const name of ['first', 'second'])
      expect((await calx('deidentify', sample, at(name), '--profile', at('profile.yaml'))).status).toBe(0);
    expect(readdirSync(at('first'))).toEqual(readdirSync(at('second')));
  });

  it('never writes into a folder that holds something', async () => {
    writeFileSync(at('kept.txt'), 'kept');
    const { status, err } = await calx('deidentify', sample, folder, '--lang', 'en');
    expect(status).toBe(3);
    expect(err).toContain('choose an empty folder');
    expect(readFileSync(at('kept.txt'), 'utf8')).toBe('kept');
  });

  it('never writes into the folder that it reads', async () => {
    const { status, err } = await calx('deidentify', folder, at('within'), '--lang', 'en');
    expect(status).toBe(3);
    expect(err).toContain('choose a place outside it');
    expect(readdirSync(folder)).not.toContain('within');
  });

  it('says in words that a place can’t be written', async () => {
    writeFileSync(at('a-file'), '');
    const { status, err } = await calx('deidentify', sample, at('a-file/within'), '--lang', 'en');
    expect(status).toBe(3);
    expect(err).toContain('could not be written');
  });

  it('names what is wrong in a profile, in both languages', async () => {
    writeFileSync(at('bad.yaml'), 'options: [retain-everything]\n');
    const english = await calx('deidentify', sample, at('none'), '--profile', at('bad.yaml'), '--lang', 'en');
    expect([english.status, english.err]).toEqual([3, expect.stringContaining('retain-everything')]);
    const chinese = await calx('deidentify', sample, at('none'), '--profile', at('bad.yaml'), '--lang', 'zh');
    expect(chinese.err).toContain('去标识化规则');
  });

  it('writes nothing where everything is held back', async () => {
    const [first = ''] = readdirSync(sample);
    const screen = readFileSync(join(sample, first));
    screen.write('SCREENSAVE', screen.indexOf('DERIVED\\')); // Image Type of a captured screen.
    writeFileSync(at('screen.dcm'), screen);
    const { status, out } = await calx('deidentify', at('screen.dcm'), at('nothing'), '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      instances: 0,
      actions: { X: 0, Z: 0, D: 0, U: 0, C: 0, K: 0 },
      table: 'DICOM PS3.15 2022, table E.1-1',
      held: [{ file: 'screen.dcm', why: expect.stringContaining('captured screen') as string }],
    });
    expect(readdirSync(folder)).not.toContain('nothing');
  });

  it('can’t use a place in which nothing is DICOM', async () => {
    writeFileSync(at('notes.dcm'), 'not an image');
    const { status, out, err } = await calx('deidentify', at('notes.dcm'), at('nothing'), '--json');
    expect({ status, out, err }).toEqual({
      status: 3,
      out: '',
      err: 'notes.dcm is not a DICOM file; choose the original file from the scanner or PACS.\n',
    });
    expect(readdirSync(folder)).not.toContain('nothing');
  });
});
