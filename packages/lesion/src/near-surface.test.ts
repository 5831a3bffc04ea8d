import type { Vec3 } from '@calx/dicom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthWithin, distanceTo } from './distance-transform.ts';
import type { Index3 } from './grid.ts';
import { closedBy, stepsOutside, stepsWithin } from './near-surface.ts';

const size: Index3 = [9, 8, 7];
const masks = fc
  .array(fc.nat(5), { minLength: 504, maxLength: 504 })
  .chain((values) => fc.nat(5).map((least) => Uint8Array.from(values, (value) => (value >= least ? 1 : 0))));

/** Distances in whole steps, squared, as far as they are told apart. */
const squares = (distances: Float32Array): number[] =>
  Array.from(distances, (steps) => Math.round(steps * steps)).map((square) => (square > 9 ? 255 : square));

describe('distances near a surface', () => {
  it('are those of the distance transform up to three steps, on either side and at the faces of the region', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const within = squares(depthWithin(mask, size, [1, 1, 1]));
        const outside = squares(distanceTo(mask, size, [1, 1, 1]));
        const [inner, outer] = [stepsWithin(mask, size), stepsOutside(mask, size)];
        mask.forEach((set, at) => {
          if (set) expect(inner[at]).toBe(within[at]);
          else expect(outer[at]).toBe(outside[at]);
        });
      }),
    );
  });

  it('close gaps as growing and shrinking by the distance transform does, in mm', () => {
    fc.assert(
      fc.property(masks, fc.constantFrom(0.5, 1, 2, 2.5), (mask, radius) => {
        const spacing: Vec3 = [0.7, 0.8, 1.5];
        const reach = distanceTo(mask, size, spacing);
        const grown = mask.map((_, at) => ((reach[at] as number) <= radius ? 1 : 0));
        const depth = depthWithin(grown, size, spacing);
        const closed = grown.map((_, at) => ((depth[at] as number) > radius ? 1 : 0));
        expect(closedBy(mask, size, spacing, radius)).toEqual(closed);
      }),
    );
  });
});
