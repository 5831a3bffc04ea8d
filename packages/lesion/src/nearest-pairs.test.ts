import type { Vec3 } from '@calx/dicom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestPairs, PointBlocks } from './nearest-pairs.ts';

const points = fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 40 });
const spacing: Vec3 = [0.7, 0.7, 1];
const tie = 1e-3;

const nameOf = ({ from, to }: { readonly from: readonly number[]; readonly to: readonly number[] }): string =>
  `${from.join()} ${to.join()}`;

function blocksOf(places: readonly (readonly [number, number, number])[]): PointBlocks {
  const blocks = new PointBlocks();
  for (const place of places) blocks.add(...place);
  return blocks;
}

describe('nearest pairs of two sets of points', () => {
  it('are those that comparing all with all finds', () => {
    fc.assert(
      fc.property(points, points, fc.constantFrom(0.5, 1, 5), (one, other, slack) => {
        const all = one.map((from) =>
          other.map((to) => ({
            from,
            to,
            distance: Math.hypot(...from.map((x, axis) => (x - (to[axis] ?? 0)) * (spacing[axis] ?? 1))),
          })),
        );
        const least = Math.min(...all.flat().map(({ distance }) => distance));
        const upTo = (limit: number): string[] =>
          all.flatMap((pairs) => {
            const own = Math.min(...pairs.map(({ distance }) => distance));
            return own <= limit ? pairs.filter(({ distance }) => distance <= own + tie).map(nameOf) : [];
          });
        const found = nearestPairs(blocksOf(one), blocksOf(other), spacing, slack).map(nameOf);
        // Whether what lies at the bound itself is found is a matter of rounding.
        expect(found).toEqual(expect.arrayContaining(upTo(least + slack - tie)));
        expect(upTo(least + slack + 2 * tie)).toEqual(expect.arrayContaining(found));
      }),
    );
  });
});
