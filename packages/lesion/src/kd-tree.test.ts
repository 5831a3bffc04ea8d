import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KdTree } from './kd-tree.ts';

const coordinate = fc.integer({ min: -6, max: 6 }).map((x) => x * 0.7);
const place = fc.tuple(coordinate, coordinate, coordinate);

describe('KdTree', () => {
  it('answers what looking at every point answers, doubles and ties included', () => {
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 200 }),
        place,
        fc.constantFrom(0.5, 3, Infinity),
        (points, to, within) => {
          const distances = points.map((point) => Math.hypot(...point.map((x, axis) => x - to[axis]!)));
          const least = Math.min(Infinity, ...distances);
          const found = new KdTree(points).nearest(to, within);
          if (!found) return least >= within - 1e-9;
          return (
            Math.abs(found.distance - least) < 1e-9 &&
            points.some((point, n) => point.join() === found.point.join() && distances[n]! < least + 1e-9)
          );
        },
      ),
    );
  });

  it('finds nothing among no points, and nothing at the bound itself', () => {
    expect(new KdTree([]).nearest([0, 0, 0], Infinity)).toBeNull();
    expect(new KdTree([[3, 0, 0]]).nearest([0, 0, 0], 3)).toBeNull();
  });
});
