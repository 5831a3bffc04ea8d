import { describe, expect, it } from 'vitest';
import { toGrey } from './paint.ts';

describe('grey levels of a window', () => {
  const frame = { data: Int16Array.from([-150, 90, 250, 3000]), samplesPerPixel: 1, inverted: false };
  const greys = (rgba: Uint8ClampedArray): number[] => [...rgba].filter((_, at) => at % 4 === 0);

  it('run from black at its lower to white at its upper end', () => {
    expect(greys(toGrey(frame, { centre: 50, width: 400 }, false))).toEqual([0, 153, 255, 255]);
  });

  it('are turned round by the reader, or by an image stored so, but not by both', () => {
    const window = { centre: 50, width: 400 };
    expect(greys(toGrey(frame, window, true))).toEqual([255, 102, 0, 0]);
    expect(greys(toGrey({ ...frame, inverted: true }, window, true))).toEqual([0, 153, 255, 255]);
  });

  it('leave colours as they are', () => {
    const colour = { data: Uint8Array.from([10, 20, 30]), samplesPerPixel: 3, inverted: false };
    expect([...toGrey(colour, { centre: 0, width: 1 }, false)]).toEqual([10, 20, 30, 255]);
  });
});
