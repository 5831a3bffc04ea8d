import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denseSearch } from './dense-voxels.ts';

/** All places that reach the threshold, found by going from one to the next. */
function found(data: Int16Array | Uint8Array | Float32Array, threshold: number, from: number): number[] {
  const next = denseSearch(data, threshold);
  const places: number[] = [];
  for (let at = next(from, data.length); at < data.length; at = next(at + 1, data.length)) places.push(at);
  return places;
}

/** The same, value by value. */
const expected = (data: ArrayLike<number>, threshold: number, from: number): number[] =>
  Array.from(data, (value, at) => (value >= threshold ? at : -1)).filter((at) => at >= from);

describe('the search for dense values', () => {
  const value = fc.oneof(fc.integer({ min: -32768, max: 32767 }), fc.integer({ min: -300, max: 300 }));
  const threshold = fc.oneof(
    fc.integer({ min: -1100, max: 33000 }),
    fc.integer({ min: 120, max: 260 }),
    fc.constantFrom(0, 0.5, 1, 128, 149.5, 150, 32767, 40000),
  );

  it('finds in signed 16-bit values what a look at each of them finds, from any place and in any view', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), threshold, fc.nat(9), (values, least, from) => {
        const whole = Int16Array.from([0, ...values]);
        for (const data of [whole, whole.subarray(1)])
          expect(found(data, least, from)).toEqual(expected(data, least, from));
        const floats = Float32Array.from(values);
        expect(found(floats, least, from)).toEqual(expected(floats, least, from));
      }),
    );
  });

  it('finds the set voxels of a mask', () => {
    const mask = fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2, 255), { maxLength: 80 });
    fc.assert(
      fc.property(mask, fc.nat(9), (values, from) => {
        const data = Uint8Array.from(values);
        for (const least of [1, 2]) expect(found(data, least, from)).toEqual(expected(data, least, from));
      }),
    );
  });
});
