import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineEnds, maskRuns, placesOf } from './mask-runs.ts';

/** Rows of a mask. */
const rows = fc
  .integer({ min: 1, max: 7 })
  .chain((nx) =>
    fc.array(fc.array(fc.nat(1), { minLength: nx, maxLength: nx }), { minLength: 1, maxLength: 12 }),
  );

describe('runs of a mask', () => {
  it('hold its set places, in order, each run within a row and as long as can be', () => {
    fc.assert(
      fc.property(rows, (lines) => {
        const nx = lines[0]?.length ?? 0;
        const mask = Uint8Array.from(lines.flat());
        const set = [...mask.keys()].filter((at) => mask[at]);
        expect([...placesOf(mask)]).toEqual(set);
        const runs = maskRuns(mask, nx);
        const held: number[] = [];
        for (let r = 0; r < runs.length; r += 2) {
          const [first = -1, last = -1] = runs.subarray(r, r + 2);
          expect(Math.floor(first / nx)).toBe(Math.floor(last / nx));
          expect(first % nx === 0 || mask[first - 1] === 0).toBe(true);
          expect(last % nx === nx - 1 || mask[last + 1] === 0).toBe(true);
          for (let at = first; at <= last; at += 1) held.push(at);
        }
        expect(held).toEqual(set);
      }),
    );
  });

  it('end where the rows say', () => {
    fc.assert(
      fc.property(rows, (lines) => {
        const nx = lines[0]?.length ?? 0;
        const { first, last } = lineEnds(Uint8Array.from(lines.flat()), nx);
        lines.forEach((line, n) => {
          expect(first[n]).toBe(line.includes(1) ? line.indexOf(1) : nx);
          expect(last[n]).toBe(line.lastIndexOf(1));
        });
      }),
    );
  });
});
