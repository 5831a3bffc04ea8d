import { describe, expect, it } from 'vitest';
import { maskPath } from './maskPath.ts';

const maskOf = (rows: readonly string[]) => ({
  mask: Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0)),
  blocks: { width: rows[0]?.length ?? 0, height: rows.length },
});

/** Length of all edges, from the path's own commands. */
const lengthOf = (path: string): number =>
  [...path.matchAll(/M(\d+) (\d+)([HV])(\d+)/g)].reduce(
    (sum, [, x, y, along, to]) => sum + Math.abs(Number(to) - Number(along === 'H' ? x : y)),
    0,
  );

describe('the outline of a mask', () => {
  it('is a square around one block', () => {
    const { mask, blocks } = maskOf(['...', '.#.', '...']);
    expect(maskPath(mask, blocks)).toEqual({
      area: 'M1 1H2V2H1Z',
      border: 'M1 1H2M1 2H2M1 1V2M2 1V2',
    });
  });

  it('closes at the edge of the image and goes round a hole', () => {
    const { mask, blocks } = maskOf(['###', '#.#', '###']);
    expect(lengthOf(maskPath(mask, blocks).border)).toBe(12 + 4);
  });

  it('is nothing for an empty mask', () => {
    const { mask, blocks } = maskOf(['..', '..']);
    expect(maskPath(mask, blocks)).toEqual({ area: '', border: '' });
  });
});
