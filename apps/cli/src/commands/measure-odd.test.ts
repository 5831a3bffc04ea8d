import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ballScene, ctVolume, rasterise, writeSlices } from '@calx/phantom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calx } from '../calx.fixture.ts';

const scene = ballScene(8, 3);
const raster = rasterise(scene);
const values = ctVolume(scene, raster);
const at = `--at=${(scene.lesions[0]?.at ?? [0, 0, 0]).join(',')}`;
let folder = '';

/** Writes the ball as a CT series; several with the same UID make one series with several stacks. */
async function series(
  place: string,
  number: number,
  attributes: Record<string, unknown> = {},
  voxels = values,
): Promise<string> {
  const spec = {
    phantom: 'odd',
    number,
    modality: 'CT',
    description: 'CT odd',
    attributes: { RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'HU', ...attributes },
  } as const;
  const root = join(folder, place);
  for (const { name, bytes } of writeSlices(spec, scene.geometry, voxels)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
  return root;
}

interface Answer {
  readonly lesions: readonly { readonly mineral: { readonly voxels: number } }[];
  readonly notes: readonly { readonly code: string; readonly text: string }[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calx-odd-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('calx measure of a series that mixes two phases', { timeout: 120_000 }, () => {
  const phase = (n: number): Record<string, unknown> => ({
    SeriesInstanceUID: '1.2.3.4.5',
    AcquisitionNumber: String(n),
  });
  /** The second phase has a mass of air, so that one can tell what was measured. */
  const empty = values.map((value) => (value > 150 ? 50 : value));

  it('measures the first, says so, and measures the other when asked', async () => {
    await series('phases', 1, phase(1));
    const place = await series('phases', 2, phase(2), empty);
    const first = await calx('measure', place, at, '--json', '--lang', 'en');
    expect(first.status).toBe(0);
    expect(first.err).toMatch(/mixes 2 stacks of images \(48, 48 slices\); number 1 was measured/);
    expect(first.err).toMatch(/--stack N/);
    const answer = JSON.parse(first.out) as Answer;
    expect(answer.lesions[0]?.mineral.voxels).toBeGreaterThan(1000);
    expect(answer.notes.map(({ code }) => code)).toEqual(['stack-chosen']);
    const second = await calx('measure', place, at, '--stack', '2', '--json', '--lang', 'zh');
    expect((JSON.parse(second.out) as Answer).lesions).toEqual([]);
    expect(second.err).toMatch(/已测量第 2 组/);
  });

  it('refuses a stack that there is none of', async () => {
    const place = join(folder, 'phases');
    const none = await calx('measure', place, at, '--stack', '3', '--lang', 'en');
    expect([none.status, none.out]).toEqual([3, '']);
    expect(none.err).toMatch(/has no stack 3: choose 1 to 2/);
    expect((await calx('measure', place, at, '--stack', 'x')).status).toBe(2);
  });
});

it('says of many files with one flaw how many there are, not each', { timeout: 120_000 }, async () => {
  const place = await series('junk', 1);
  for (let n = 0; n < 40; n += 1) await writeFile(join(place, `junk${n}.dcm`), 'no image');
  const { status, err } = await calx('measure', place, at, '--json', '--lang', 'en');
  expect(status).toBe(0);
  expect(err.trim().split('\n')).toHaveLength(6);
  expect(err).toMatch(/35 more of the same kind/);
});
