import { buildVolume, parseInstance, type Geometry, type Note, type Vec3, type Volume } from '@calx/dicom';
import { sceneOf, writeSlices } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { toPatient } from './grid.ts';
import { measureLesions, type LesionMeasurement } from './index.ts';
import { ctOf } from './volume.fixture.ts';

const scene = sceneOf('hip-tumoral-calcinosis-touching');
const upright = ctOf(scene);

/** A window of rows of one slice, air where the slice has none. */
function window({ data, size }: Volume, k: number, firstRow: number, rows: number): Int16Array {
  const [nx, ny] = size;
  const out = new Int16Array(nx * rows).fill(-1000);
  for (let row = 0; row < rows; row += 1) {
    const j = firstRow + row;
    if (j >= 0 && j < ny) out.set(data.subarray(nx * (j + ny * k), nx * (j + 1 + ny * k)), nx * row);
  }
  return out;
}

/**
 * The scanner's slices of a patient with a tilted gantry: slice k begins `step * k` rows further down. They are high
 * enough to show everything, unless told how many rows they have.
 */
async function tilted(
  upright: Volume,
  step: number,
  { rows, onNote = () => undefined }: { readonly rows?: number; readonly onNote?: (note: Note) => void } = {},
): Promise<Volume> {
  const [nx, ny, nz] = upright.size;
  const most = Math.ceil(Math.abs(step) * (nz - 1));
  const high = rows ?? ny + most;
  const start = rows === undefined && step > 0 ? -most : 0;
  const instances = Array.from({ length: nz }, (_, k) => {
    const spec = {
      phantom: 'tilted',
      number: k + 1,
      modality: 'CT',
      description: 'CT tilted',
      attributes: { RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'HU' },
    } as const;
    const origin = toPatient(upright, [0, step * k + start, k]);
    const plane: Geometry = { ...upright, origin, size: [nx, high, 1] };
    const [file] = writeSlices(spec, plane, window(upright, k, Math.round(step * k) + start, high));
    return parseInstance(file?.bytes ?? new Uint8Array(), `slice ${k}`);
  });
  return buildVolume(instances, { name: 'CT tilted', onNote });
}

/** The same geometry turned about x by some degrees: what a tilted gantry makes of an axial slice. */
function turned<T extends Geometry>(geometry: T, degrees: number): T {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const turn = ([x, y, z]: Vec3): Vec3 => [x, c * y - s * z, s * y + c * z];
  const [i, j, k] = geometry.axes;
  return { ...geometry, origin: turn(geometry.origin), axes: [turn(i), turn(j), turn(k)] };
}

/** What does not depend on the patient's coordinates. */
function figures(lesion: LesionMeasurement | undefined): unknown {
  if (!lesion) return undefined;
  const { mineral, maxDiameter, surface, sphericity, nodules, density, bone, confluence, zonality } = lesion;
  const { distance, contactArea, touches } = bone;
  // Positions are written with six decimals.
  const about = (value: number | null): string => (value === null ? '-' : value.toPrecision(5));
  return {
    voxels: mineral.voxels,
    volume: about(mineral.volume.value),
    components: mineral.components.map(({ voxels, maxHU }) => [voxels, maxHU]),
    shape: [maxDiameter, surface, sphericity].map(about),
    nodules: [nodules.count, ...nodules.volumes.map(about)],
    density: Object.values(density).map((value) => (typeof value === 'number' ? about(value) : value)),
    bone: [about(distance), about(contactArea), touches],
    confluence,
    zonality,
  };
}

describe('a stack that a tilted gantry sheared by whole pixels', () => {
  const reference = measureLesions(upright, { at: scene.lesions[0]?.at ?? [0, 0, 0] });

  it.each([1, -2])('gives the numbers of the upright one (%s rows a slice)', async (step) => {
    const notes: Note[] = [];
    const volume = await tilted(upright, step, { onNote: (note) => notes.push(note) });
    const { lesions } = measureLesions(volume, { at: scene.lesions[0]?.at ?? [0, 0, 0] });
    expect(figures(lesions[0])).toEqual(figures(reference.lesions[0]));
    const shift = Math.abs(step) * (upright.size[2] - 1);
    const degrees = Number(((Math.atan2(0.7 * Math.abs(step), 1) * 180) / Math.PI).toFixed(1));
    expect(notes).toEqual([
      { code: 'tilt-repaired', params: { name: 'CT tilted', degrees, shift, fill: -1024 } },
    ]);
  });

  it('gives them whichever way the patient lies in the tilted planes', async () => {
    const patient = turned(upright, -35);
    const seed = turned({ ...upright, origin: scene.lesions[0]?.at ?? [0, 0, 0] }, -35).origin;
    const gravity = turned({ ...upright, origin: [0, 1, 0] }, -35).origin;
    const { lesions } = measureLesions(await tilted(patient, 1), { at: seed, gravity });
    expect(figures(lesions[0])).toEqual(figures(reference.lesions[0]));
  });

  it('is refused where a slice lies parts of a pixel beside the one before', async () => {
    await expect(tilted(upright, 0.4)).rejects.toMatchObject({
      code: 'gantry-tilt',
      params: { degrees: 15.6, shift: 0.4 },
    });
  });

  it('knows bone that leaves the side of a slice for bone, as at the side of an upright volume', async () => {
    const volume = await tilted(ctOf(sceneOf('hip-normal')), 1, { rows: 100 });
    expect(volume.covered?.rows).toBe(100);
    expect(measureLesions(volume).lesions).toEqual([]);
  });
});
