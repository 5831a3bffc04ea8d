import type { Vec3, Volume } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { measureLesions } from './index.ts';
import { axialCt } from './volume.fixture.ts';

const size: Vec3 = [80, 80, 30];

const volumeOf = (data: Int16Array): Volume => axialCt(data, size);

/** Muscle with noise in which neighbours are alike, as sharp kernels make it (55 +- 45 HU), and a ball of 400 HU, 12 mm wide. */
function noisyBall(): Volume {
  const [nx, ny] = size;
  const white = new Float32Array(size[0] * size[1] * size[2]);
  let state = 11;
  for (let at = 0; at < white.length; at += 1) {
    let sum = 0;
    for (let n = 0; n < 4; n += 1) {
      state = (state * 48271) % 2147483647;
      sum += state / 2147483647;
    }
    white[at] = (sum - 2) * Math.sqrt(3);
  }
  const data = Int16Array.from(white, (value, at) => {
    const [i, j, k] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    const ball = Math.hypot(i - 40, j - 40, k - 15) <= 6;
    // Four neighbours of one weight: their sum has twice the spread of one.
    const noise = (value + (white[at + 1] ?? 0) + (white[at + nx] ?? 0) + (white[at + nx + 1] ?? 0)) / 2;
    return Math.round((ball ? 400 : 55) + 45 * noise);
  });
  return volumeOf(data);
}

describe('clots of noise that reach the threshold', () => {
  it('are neither proposed nor gathered to a mass', () => {
    const volume = noisyBall();
    for (const request of [{}, { at: [40, 40, 15] as Vec3 }]) {
      const { lesions } = measureLesions(volume, request);
      expect(lesions.map(({ mineral }) => mineral.components.length)).toEqual([1]);
      expect(Math.abs((lesions[0]?.mineral.voxels ?? 0) - (4 / 3) * Math.PI * 6 ** 3)).toBeLessThan(120);
    }
  });
});

describe('voxels as dense as metal', () => {
  /** A bar of cortex through all slices, 12 mm wide, with some voxels of 2600 HU, and a ball 10 mm wide, 8 mm away. */
  const barAndBall = (metal: number, ball = 44.5): Volume =>
    volumeOf(
      Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, at) => {
        const [i, j, k] = [
          at % size[0],
          Math.floor(at / size[0]) % size[1],
          Math.floor(at / (size[0] * size[1])),
        ];
        if (i >= 20 && i < 32 && j >= 34 && j < 46)
          return i === 25 && j === 40 && k >= 10 && k < 10 + metal ? 2600 : 1000;
        return Math.hypot(i - ball, j - 40, k - 15) <= 5 ? 650 : 55;
      }),
    );

  it('are cortex where they are few in a bone, as with a sharp kernel', () => {
    const [lesion, ...others] = measureLesions(barAndBall(3)).lesions;
    expect(others).toEqual([]);
    expect(lesion?.bone.distance).toBeGreaterThan(7);
    expect(lesion?.bone.distance).toBeLessThan(9);
  });

  it('are metal where they are many, and what lies beside is not proposed but said', () => {
    const { lesions, refusals } = measureLesions(barAndBall(12));
    expect(lesions).toEqual([]);
    expect(refusals).toMatchObject([{ code: 'nearMetal', params: { distance: 20 } }]);
  });

  it('leave the bone about them bone: a mass away from the metal is proposed, one on it is measured at a click', () => {
    const far = measureLesions(barAndBall(12, 62));
    expect(far.refusals).toMatchObject([{ code: 'nearMetal' }]);
    expect(far.lesions).toHaveLength(1);
    expect(far.lesions[0]?.bone.distance).toBeGreaterThan(24);
    const near = measureLesions(barAndBall(12), { at: [44.5, 40, 15] });
    expect(near.lesions[0]?.bone.distance).toBeGreaterThan(7);
    expect(near.refusals).toMatchObject([{ code: 'streaks' }]);
    expect(measureLesions(barAndBall(12), { at: [25, 40, 15] }).refusals[0]?.code).toBe('metal');
  });
});
