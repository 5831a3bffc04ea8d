import { describe, expect, it } from 'vitest';
import { buildVolume, parseInstance, stacksOf, type Instance } from './index.ts';
import { ctSlice, type Values } from './part10.fixture.ts';

const three = (changes: (index: number) => Values, first = 0): Instance[] =>
  [0, 1, 2].map((index) =>
    parseInstance(ctSlice(index, { SOPInstanceUID: `1.9.${first + index}`, ...changes(index) })),
  );

describe('pixel padding of a CT', () => {
  it.each<[string, { PixelPaddingValue: number; PixelPaddingRangeLimit?: number }, readonly number[]]>([
    ['one value', { PixelPaddingValue: 63_536 }, [63_536, 0, 1024, 1074]],
    ['a range', { PixelPaddingValue: 4080, PixelPaddingRangeLimit: 4095 }, [4090, 4095, 1024, 4079]],
    [
      'a range written downwards',
      { PixelPaddingValue: 4095, PixelPaddingRangeLimit: 4080 },
      [4085, 4080, 0, 9],
    ],
  ])('that looks denser than air is air: %s', async (_, padding, values) => {
    const pixels = new Uint8Array(Uint16Array.from({ length: 12 }, (__, n) => values[n % 4] ?? 0).buffer);
    const changes = { PixelRepresentation: 0, RescaleIntercept: -1024, PixelData: pixels, ...padding };
    const volume = await buildVolume(three(() => changes));
    const [low, high] = [
      padding.PixelPaddingValue,
      padding.PixelPaddingRangeLimit ?? padding.PixelPaddingValue,
    ];
    const isPadding = (value: number): boolean =>
      value >= Math.min(low, high) && value <= Math.max(low, high);
    expect([...volume.data.slice(0, 4)]).toEqual(
      values.map((value) => (isPadding(value) ? -1024 : value - 1024)),
    );
    expect(volume.data).toBeInstanceOf(Int16Array);
  });

  it('that looks like air stays as it is stored', async () => {
    const pixels = new Uint8Array(Int16Array.from({ length: 12 }, (_, n) => (n === 0 ? -2000 : n)).buffer);
    const changes = { PixelPaddingValue: 63_536, RescaleIntercept: 0, PixelData: pixels };
    expect((await buildVolume(three(() => changes))).data[0]).toBe(-2000);
  });
});

describe('phases in one series', () => {
  const phase = (time: number, first: number, changes: Values = {}): Instance[] =>
    three((index) => ({ AcquisitionTime: `1000${time + index}.5`, InstanceNumber: 1, ...changes }), first);

  it('that were acquired one after the other are told apart by their times', () => {
    const stacks = stacksOf([...phase(40, 10), ...phase(10, 0)]);
    expect(stacks.map(({ slices, dimension }) => [slices.length, dimension])).toEqual([
      [3, { keyword: 'AcquisitionTime', value: 100_010.5 }],
      [3, { keyword: 'AcquisitionTime', value: 100_040.5 }],
    ]);
  });

  it('whose times overlap are one stack with different slices at one position', async () => {
    const pixels = new Uint8Array(24);
    const mixed = [...phase(10, 0), ...phase(11, 10, { PixelData: pixels })];
    expect(stacksOf(mixed)).toHaveLength(1);
    await expect(buildVolume(mixed)).rejects.toMatchObject({ code: 'duplicate-positions' });
  });
});

it('refuses indices of a palette as values, and a spacing below nothing by its own name', async () => {
  const palette = three(() => ({ PhotometricInterpretation: 'PALETTE COLOR' }));
  await expect(buildVolume(palette)).rejects.toMatchObject({ code: 'colour-image' });
  await expect(buildVolume(three(() => ({ PixelSpacing: [-1, 1] })))).rejects.toMatchObject({
    code: 'no-pixel-spacing',
  });
});
