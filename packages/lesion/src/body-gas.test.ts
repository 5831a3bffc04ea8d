import type { Vec3, Volume } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { bodyGas, gapToGas } from './body-gas.ts';
import { noPause } from './pause.ts';
import { ctRules } from './rules.ts';
import { axialCt } from './volume.fixture.ts';

const size: Vec3 = [60, 60, 8];

/** Discs about the middle of every slice, each of a radius in voxels of 3 mm and a density; the later lies within. */
function discs(...layers: readonly (readonly [radius: number, hu: number])[]): Volume {
  const data = new Int16Array(size[0] * size[1] * size[2]).fill(-1000);
  for (let at = 0; at < data.length; at += 1) {
    const [i, j] = [at % size[0], Math.floor(at / size[0]) % size[1]];
    for (const [radius, hu] of layers) if (Math.hypot(i - 30, j - 30) <= radius) data[at] = hu;
  }
  return axialCt(data, size, [3, 3, 3]);
}

/** The same patient cut along the third axis first, as a coronal series is stored. */
function coronal({ data, axes, ...rest }: Volume): Volume {
  const [nx, ny, nz] = rest.size;
  const turned = new Int16Array(data.length);
  for (let j = 0, to = 0; j < ny; j += 1)
    for (let k = 0; k < nz; k += 1)
      for (let i = 0; i < nx; i += 1, to += 1) turned[to] = data[i + nx * (j + ny * k)] as number;
  return { ...rest, data: turned, size: [nx, nz, ny], axes: [axes[0], axes[2], axes[1]] };
}

const gasOf = (volume: Volume): ReturnType<typeof bodyGas> => bodyGas(volume, ctRules(), noPause);

describe('gas in the body', () => {
  const lung = discs([20, 40], [8, -850]);

  it('is the lung within the chest, not the air about it', () => {
    const gas = gasOf(lung);
    expect(gas.length).toBe(lung.data.filter((hu) => hu === -850).length);
    expect(gapToGas({ first: [45, 30, 4], last: [45, 30, 4] }, gas, lung)).toBeGreaterThan(15);
  });

  it('is the same in a series cut coronally', () => {
    expect(gasOf(coronal(lung)).length).toBe(gasOf(lung).length);
  });

  it('is not the padding or the air between a limb and the cast round it', () => {
    for (const padding of [-650, -1000]) expect(gasOf(discs([20, 600], [17, padding], [13, 40]))).toEqual([]);
  });
});
