import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildVolume, type Vec3, type Volume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { ballScene, writeSlices } from '@calx/phantom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPatient } from './grid.ts';
import { measureLesions, type LesionMeasurement } from './index.ts';
import { ctOf } from './volume.fixture.ts';

const run = promisify(execFile);
const scene = ballScene(8, 3);
const at = scene.lesions[0]?.at ?? [0, 0, 0];
const ball = ctOf(scene);

/** The same patient with the grid's axes in another order and some of them the other way round. */
function turned(volume: Volume, order: Vec3, flipped: readonly boolean[]): Volume {
  const { size, spacing, axes, data } = volume;
  const strides = [1, size[0], size[0] * size[1]] as const;
  const pick = <T>(from: readonly [T, T, T]): [T, T, T] => [
    from[order[0] as 0],
    from[order[1] as 0],
    from[order[2] as 0],
  ];
  const first = [0, 1, 2].map((axis) => (flipped[axis] ? (size[axis] as number) - 1 : 0)) as unknown as Vec3;
  const [nx, ny, nz] = pick(size as [number, number, number]);
  const [si, sj, sk] = pick(
    [0, 1, 2].map((axis) => (strides[axis] as number) * (flipped[axis] ? -1 : 1)) as [number, number, number],
  );
  const start = first.reduce((place, index, axis) => place + index * (strides[axis] as number), 0);
  const out = new Int16Array(data.length);
  for (let k = 0, to = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1)
      for (let i = 0; i < nx; i += 1, to += 1) out[to] = data[start + i * si + j * sj + k * sk] as number;
  const directed = axes.map((axis, n) => axis.map((x) => (flipped[n] ? -x : x))) as unknown as [
    Vec3,
    Vec3,
    Vec3,
  ];
  return {
    ...volume,
    data: out,
    size: [nx, ny, nz],
    spacing: pick(spacing as [number, number, number]),
    axes: pick(directed),
    origin: toPatient(volume, first),
  };
}

const measured = (volume: Volume): LesionMeasurement | undefined => measureLesions(volume, { at }).lesions[0];

/** Every number of two measurements is the same but for rounding, every word exactly. */
function expectAlike(one: unknown, other: unknown, path = 'lesion'): void {
  if (typeof one === 'number' && typeof other === 'number')
    expect(Math.abs(one - other), path).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(one)));
  else if (one !== null && typeof one === 'object')
    for (const [key, value] of Object.entries(one))
      expectAlike(value, (other as Record<string, unknown>)[key], `${path}.${key}`);
  else expect(other, path).toBe(one);
}

describe('the numbers of a ball do not depend on how its volume is stored', () => {
  const reference = measured(ball);

  it.each([
    [[0, 1, 2], 'i'],
    [[0, 1, 2], 'jk'],
    [[1, 0, 2], ''],
    [[2, 1, 0], 'ij'],
    [[1, 2, 0], 'k'],
    [[2, 0, 1], 'ijk'],
  ] as const)('axes in the order %j, reversed: "%s"', (order, reversed) => {
    const flipped = ['i', 'j', 'k'].map((name) => reversed.includes(name));
    expectAlike(reference, measured(turned(ball, order, flipped)));
  });
});

const attributes = {
  ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
  RescaleIntercept: '0',
  RescaleSlope: '1',
  RescaleType: 'HU',
};

/** Lossless ones, each with the tool of dcmtk that makes it. */
const syntaxes: readonly (readonly [name: string, tool: string, ...options: string[]])[] = [
  ['implicit little endian', 'dcmconv', '+ti'],
  ['explicit big endian', 'dcmconv', '+tb'],
  ['deflated', 'dcmconv', '+td'],
  ['RLE', 'dcmcrle'],
  ['JPEG lossless', 'dcmcjpeg', '+e1'],
  ['JPEG-LS lossless', 'dcmcjpls'],
];

function hasDcmtk(): boolean {
  try {
    execFileSync('dcmcjpls', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasDcmtk())(
  'the same ball served in other transfer syntaxes (skipped: dcmtk is absent)',
  { timeout: 120_000 },
  () => {
    let folder = '';
    let names: readonly string[] = [];

    async function read(name: string): Promise<LesionMeasurement | undefined> {
      const { studies } = await openStudy(join(folder, name));
      return measured(await buildVolume(studies[0]?.series[0]?.instances ?? []));
    }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'calx-syntax-'));
      await mkdir(join(folder, 'original'));
      const files = writeSlices(
        { phantom: scene.name, number: 1, modality: 'CT', description: 'Ball', attributes },
        scene.geometry,
        ball.data,
      );
      names = files.map((_, n) => `${n}.dcm`);
      for (const [n, { bytes }] of files.entries())
        await writeFile(join(folder, 'original', `${n}.dcm`), bytes);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it.each(syntaxes)('%s', async (name, tool, ...options) => {
      await mkdir(join(folder, name));
      for (const file of names)
        await run(tool, [...options, join(folder, 'original', file), join(folder, name, file)]);
      const original = await read('original');
      expect(original?.mineral.voxels).toBeGreaterThan(1000);
      expect(await read(name)).toEqual(original);
    });
  },
);
