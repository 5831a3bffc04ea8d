import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildVolume, parseInstance, stacksOf, type Instance, type Note } from './index.ts';
import { ctSlice } from './part10.fixture.ts';

const slices = (indices: readonly number[]): Instance[] =>
  indices.map((index) => parseInstance(ctSlice(index), `slice ${index}`));

describe('buildVolume', () => {
  it('stacks by position after rescale, in LPS millimetres', async () => {
    const volume = await buildVolume(slices([2, 0, 1]));
    expect(volume).toMatchObject({
      size: [4, 3, 3],
      spacing: [0.75, 0.5, 2],
      origin: [-10, -20, 0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      quantity: 'HU',
    });
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect([...volume.data.slice(12, 16)]).toEqual([-900, -899, -898, -897]);
  });

  it('is the same volume for any order of the instances', async () => {
    const expected = await buildVolume(slices([0, 1, 2, 3, 4, 5]));
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(order, async (indices) => {
        expect(await buildVolume(slices(indices))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('runs along the normal whatever the numbers say', async () => {
    const sagittal = [0, 1, 2].map((index) =>
      parseInstance(
        ctSlice(index, {
          InstanceNumber: 9 - index,
          ImageOrientationPatient: [0, 1, 0, 0, 0, -1],
          ImagePositionPatient: [5 - index * 3, 0, 0],
        }),
      ),
    );
    const volume = await buildVolume(sagittal);
    expect(volume.axes[2].map((x) => x + 0)).toEqual([-1, 0, 0]);
    expect(volume.origin).toEqual([5, 0, 0]);
    expect(volume.spacing[2]).toBe(3);
  });

  it.each([
    ['an agent', { ContrastBolusAgent: 'Iopamidol 300' }, true],
    ['no value and plain words', { ContrastBolusAgent: '', SeriesDescription: 'Thigh plain' }, false],
    ['an agent denied', { ContrastBolusAgent: 'NONE', SeriesDescription: 'CT C+' }, false],
    ['a phase', { SeriesDescription: 'Pelvis portal venous 1.0' }, true],
    ['a phase in Chinese', { SeriesDescription: '大腿 动脉期' }, true],
    ['C+ as vendors write it', { SeriesDescription: 'THIGH C+ 1.25' }, true],
    ['without contrast', { SeriesDescription: 'CT thigh w/o contrast' }, false],
    ['unenhanced', { SeriesDescription: 'Unenhanced 2.0 B30f' }, false],
    ['nothing said', {}, false],
  ])('says that contrast was given: %s', async (_name, attributes, given) => {
    const notes: Note[] = [];
    const instances = [0, 1, 2].map((index) => parseInstance(ctSlice(index, attributes)));
    await buildVolume(instances, { name: 'CT', onNote: (note) => notes.push(note) });
    expect(notes).toEqual(given ? [{ code: 'contrast-given', params: { name: 'CT' } }] : []);
  });

  it('names missing slices', async () => {
    await expect(buildVolume(slices([0, 1, 2, 5, 6]))).rejects.toMatchObject({
      code: 'missing-slices',
      params: { missing: 2, position: 4, spacing: 2 },
    });
  });

  it('refuses uneven spacing', async () => {
    const uneven = [0, 1, 2.4, 3.1].map((index) => parseInstance(ctSlice(index)));
    await expect(buildVolume(uneven)).rejects.toMatchObject({ code: 'irregular-spacing' });
  });

  const displaced = (offsets: readonly (readonly [number, number])[]): Instance[] =>
    offsets.map(([x, y], index) =>
      parseInstance(ctSlice(index, { ImagePositionPatient: [-10 + x, -20 + y, index * 2] })),
    );

  it('refuses a gantry tilt that is no whole pixels a slice and says how much', async () => {
    const tilted = displaced([0, 1, 2].map((index) => [0, index * 0.7] as const));
    await expect(buildVolume(tilted)).rejects.toMatchObject({
      code: 'gantry-tilt',
      params: { degrees: 19.3, shift: 1.4 },
    });
  });

  it('moves the slices of a tilted stack by whole pixels to where they lie, every value unchanged', async () => {
    const notes: Note[] = [];
    const stack = displaced([0, 1, 2].map((index) => [-0.75 * index, index] as const));
    const volume = await buildVolume(stack, { onNote: (note) => notes.push(note) });
    expect(volume).toMatchObject({
      size: [6, 7, 3],
      origin: [-11.5, -20, 0],
      covered: {
        columns: 4,
        rows: 3,
        first: [
          [2, 0],
          [1, 2],
          [0, 4],
        ],
      },
    });
    expect(notes).toMatchObject([{ code: 'tilt-repaired', params: { degrees: 32, shift: 4, fill: -1024 } }]);
    const upright = await buildVolume(slices([0, 1, 2]));
    for (const [k, [u, v]] of (volume.covered?.first ?? []).entries())
      for (const [i, j] of [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((column) => [column, row] as const)))
        expect(volume.data[i + u + 6 * (j + v + 7 * k)]).toBe(upright.data[i + 4 * (j + 3 * k)]);
    expect(volume.data.filter((value) => value === -1024).length).toBe(6 * 7 * 3 - 4 * 3 * 3);
  });

  it('sees a slice in the middle that lies beside the others', async () => {
    const whole = [0, 0.5, 0].map((y) => [0, y] as const);
    const notes: Note[] = [];
    const volume = await buildVolume(displaced(whole), { onNote: (note) => notes.push(note) });
    expect(volume.size).toEqual([4, 4, 3]);
    expect(notes).toMatchObject([{ code: 'shift-repaired', params: { shift: 1 } }]);
    await expect(buildVolume(displaced([0, 0.2, 0].map((y) => [0, y] as const)))).rejects.toMatchObject({
      code: 'slices-shifted',
      params: { shift: 0.4 },
    });
  });

  it('leaves out identical copies and says so', async () => {
    const copy = parseInstance(ctSlice(1, { SOPInstanceUID: '9.9' }));
    const notes: Note[] = [];
    const volume = await buildVolume([...slices([0, 1, 2]), copy], { onNote: (note) => notes.push(note) });
    expect(volume.size[2]).toBe(3);
    expect(notes).toMatchObject([{ code: 'duplicate-removed', params: { copies: 1 } }]);
  });

  it('refuses different slices at one position', async () => {
    const other = parseInstance(ctSlice(7, { ImagePositionPatient: [-10, -20, 2] }));
    await expect(buildVolume([...slices([0, 1, 2]), other])).rejects.toMatchObject({
      code: 'duplicate-positions',
    });
  });

  it('splits echoes at the same positions', () => {
    const echoes = [10, 20].flatMap((EchoTime) =>
      [0, 1, 2].map((index) =>
        parseInstance(ctSlice(index, { EchoTime, SOPInstanceUID: `1.${EchoTime}.${index}` })),
      ),
    );
    expect(stacksOf(echoes).map(({ dimension }) => dimension)).toEqual([
      { keyword: 'EchoTime', value: 10 },
      { keyword: 'EchoTime', value: 20 },
    ]);
  });

  it('never stacks a localizer', async () => {
    const scout = parseInstance(ctSlice(3, { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }));
    expect((await buildVolume([scout, ...slices([0, 1, 2])])).size[2]).toBe(3);
    await expect(buildVolume([scout])).rejects.toMatchObject({ code: 'localizer-only' });
  });

  it('refuses a mixture of orientations unless one is chosen', async () => {
    const coronal = [0, 1].map((index) =>
      parseInstance(
        ctSlice(index, {
          ImageOrientationPatient: [1, 0, 0, 0, 0, -1],
          ImagePositionPatient: [0, index * 2, 0],
        }),
      ),
    );
    const mixed = [...slices([0, 1, 2]), ...coronal];
    await expect(buildVolume(mixed)).rejects.toMatchObject({ code: 'several-stacks', params: { stacks: 2 } });
    expect((await buildVolume(mixed, { stack: 1 })).size[2]).toBe(2);
  });

  it.each([
    ['no position', { ImagePositionPatient: '' }, 'no-position'],
    ['no spacing', { PixelSpacing: '' }, 'no-pixel-spacing'],
    ['spacing zero', { PixelSpacing: [0, 0] }, 'no-pixel-spacing'],
    ['skewed axes', { ImageOrientationPatient: [1, 0, 0, 0.5, 1, 0] }, 'bad-image-header'],
  ])('refuses %s', async (_, changes, code) => {
    const bad = [0, 1, 2].map((index) => parseInstance(ctSlice(index, changes)));
    await expect(buildVolume(bad)).rejects.toMatchObject({ code });
  });

  it('turns to floats where 16-bit integers do not hold the values', async () => {
    const fractional = [0, 1].map((index) => parseInstance(ctSlice(index, { RescaleSlope: 0.5 })));
    const volume = await buildVolume(fractional);
    expect(volume.data).toBeInstanceOf(Float32Array);
    expect(volume.data[1]).toBe(-999.5);
  });

  it('stops when asked to', async () => {
    await expect(buildVolume(slices([0, 1, 2]), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
