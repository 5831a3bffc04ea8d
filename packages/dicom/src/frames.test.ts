import { describe, expect, it } from 'vitest';
import { buildVolume, parseInstance, readModalityValues } from './index.ts';
import { ctSlice, ctValues, dataset, part10, without, type Values } from './part10.fixture.ts';

/** An enhanced CT of 4 x 3 pixels: frames at the positions, each with its own rescale. */
function enhanced(positions: readonly number[], changes: Values = {}): Uint8Array {
  const stored = positions.flatMap((_, frame) => Array.from({ length: 12 }, (__, i) => frame * 100 + i));
  const values = ctValues(0, new Uint8Array(Int16Array.from(stored).buffer));
  const moved = ['ImagePositionPatient', 'ImageOrientationPatient', 'PixelSpacing', 'RescaleSlope'] as const;
  const top = without(values, ...moved, 'RescaleIntercept');
  const orientation = values.ImageOrientationPatient ?? [];
  const spacing = values.PixelSpacing ?? [];
  return part10(
    dataset({
      ...top,
      NumberOfFrames: positions.length,
      SharedFunctionalGroupsSequence: [
        {
          PlaneOrientationSequence: [{ ImageOrientationPatient: orientation }],
          PixelMeasuresSequence: [{ PixelSpacing: spacing, SliceThickness: 2 }],
        },
      ],
      PerFrameFunctionalGroupsSequence: positions.map((z, frame) => ({
        PlanePositionSequence: [{ ImagePositionPatient: [0, 0, z] }],
        PixelValueTransformationSequence: [
          { RescaleSlope: 1, RescaleIntercept: -1000 - frame, RescaleType: 'HU' },
        ],
      })),
      ...changes,
    }),
  );
}

describe('multi-frame images', () => {
  it('stack by the position of each frame, with its own rescale', async () => {
    const volume = await buildVolume([parseInstance(enhanced([4, 0, 2]))]);
    expect(volume).toMatchObject({
      size: [4, 3, 3],
      spacing: [0.75, 0.5, 2],
      origin: [0, 0, 0],
      quantity: 'HU',
    });
    // Lowest is frame 1 (stored 100, intercept -1001), then frame 2, then frame 0.
    expect([0, 12, 24].map((i) => volume.data[i])).toEqual([-901, -802, -1000]);
  });

  it('name missing slices among frames', async () => {
    await expect(buildVolume([parseInstance(enhanced([0, 2, 4, 8]))])).rejects.toMatchObject({
      code: 'missing-slices',
      params: { missing: 1, position: 4 },
    });
  });

  it('without positions are no stack', async () => {
    const cine = parseInstance(
      enhanced([0, 2], { SharedFunctionalGroupsSequence: [{}], PerFrameFunctionalGroupsSequence: [{}, {}] }),
    );
    await expect(buildVolume([cine])).rejects.toMatchObject({ code: 'no-position' });
  });

  it('of too few bytes are refused', async () => {
    const short = parseInstance(enhanced([0, 2], { NumberOfFrames: 3 }));
    await expect(readModalityValues(short, 2)).rejects.toMatchObject({ code: 'pixel-data-short' });
    await expect(readModalityValues(short, 3)).rejects.toMatchObject({ code: 'frame-missing' });
  });
});

describe('modality values', () => {
  const stored = (values: readonly number[]): Uint8Array => new Uint8Array(Int16Array.from(values).buffer);

  it('cut bits that are not stored and take the sign from the high bit', async () => {
    const words = [0x0fff, 0x0800, 0x07ff, 0xf001, 0, 0, 0, 0, 0, 0, 0, 0];
    const changes = { BitsStored: 12, HighBit: 11, RescaleIntercept: 0, PixelData: stored(words) };
    const signed = await readModalityValues(parseInstance(ctSlice(0, changes)));
    expect([...signed.data.slice(0, 4)]).toEqual([-1, -2048, 2047, 1]);
    const unsigned = await readModalityValues(
      parseInstance(ctSlice(0, { ...changes, PixelRepresentation: 0 })),
    );
    expect([...unsigned.data.slice(0, 4)]).toEqual([4095, 2048, 2047, 1]);
  });

  it('go through the modality look-up table, its ends extended', async () => {
    const image = parseInstance(
      ctSlice(0, {
        Modality: 'CR',
        PixelData: stored([-5, 10, 11, 12, 99, 0, 0, 0, 0, 0, 0, 0]),
        ModalityLUTSequence: [{ LUTDescriptor: [3, 10, 16], LUTData: Uint8Array.of(7, 0, 8, 0, 9, 1) }],
      }),
    );
    const { data, quantity } = await readModalityValues(image);
    expect([...data.slice(0, 5)]).toEqual([7, 7, 8, 265, 265]);
    expect(quantity).toBe('arbitrary');
  });

  it('leave MONOCHROME1 as it is', async () => {
    const { data, photometric } = await readModalityValues(
      parseInstance(ctSlice(0, { PhotometricInterpretation: 'MONOCHROME1', RescaleIntercept: 0 })),
    );
    expect(photometric).toBe('MONOCHROME1');
    expect([...data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
