import type { Vec3, Volume } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { measureLesions, type LesionEdit } from './index.ts';

/** Two dense balls of radius 5 mm, 30 mm apart along x, in soft tissue, on a grid of 1 x 1 x 2 mm. */
const [LEFT, RIGHT] = [20, 50] as const;
const RADIUS = 5;
const Y = 20;
const Z = 20;
const size: Vec3 = [70, 40, 20];
const volume: Volume = {
  size,
  spacing: [1, 1, 2],
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  data: Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, at) => {
    const [i, j, k] = [at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / size[0] / size[1])];
    const inBall = (x: number): boolean => Math.hypot(i - x, j - Y, 2 * k - Z) <= RADIUS;
    return inBall(LEFT) || inBall(RIGHT) ? 500 : 40;
  }),
  quantity: 'HU',
  seriesUID: '2.25.1',
  modality: 'CT',
};

/** Voxels of one ball by counting grid points in it. */
const BALL = volume.data.filter((value, at) => value === 500 && at % size[0] < 35).length;

function voxelsAfter(...edits: readonly LesionEdit[]): number | string {
  const { lesions, refusals } = measureLesions(volume, { at: [LEFT, Y, Z], edits });
  return lesions[0]?.mineral.voxels ?? refusals[0]?.code ?? 'none';
}

describe('a lesion edited by hand', () => {
  it('is unchanged without edits, and says when it was edited', () => {
    const grown = voxelsAfter();
    expect([BALL, 2 * BALL]).toContain(grown);
    const [edited] = measureLesions(volume, {
      at: [LEFT, Y, Z],
      edits: [{ kind: 'erase', path: [[LEFT, Y, Z + RADIUS]], radius: 2 }],
    }).lesions;
    expect(edited?.rule).toBe('edited');
  });

  it('loses to the eraser what lies within its radius of the path, and nothing else', () => {
    const alone: LesionEdit = { kind: 'keep', planes: [{ at: [35, Y, Z], normal: [-1, 0, 0] }] };
    expect(voxelsAfter(alone)).toBe(BALL);
    const far: LesionEdit = { kind: 'erase', path: [[LEFT, Y + 12, Z]], radius: 4 };
    expect(voxelsAfter(alone, far)).toBe(BALL);
    const stroke: LesionEdit = {
      kind: 'erase',
      path: [
        [LEFT - 10, Y, Z],
        [LEFT + 10, Y, Z],
      ],
      radius: 2,
    };
    const inTube = volume.data.filter((value, at) => {
      const [i, j, k] = [
        at % size[0],
        Math.floor(at / size[0]) % size[1],
        Math.floor(at / size[0] / size[1]),
      ];
      return value === 500 && i < 35 && Math.hypot(j - Y, 2 * k - Z) <= 2;
    }).length;
    expect(inTube).toBeGreaterThan(0);
    expect(voxelsAfter(alone, stroke)).toBe(BALL - inTube);
  });

  it('gains what is dense under the brush, soft tissue never', () => {
    const alone: LesionEdit = { kind: 'keep', planes: [{ at: [35, Y, Z], normal: [-1, 0, 0] }] };
    expect(voxelsAfter(alone, { kind: 'add', path: [[RIGHT, Y, Z]], radius: RADIUS + 3 })).toBe(2 * BALL);
    expect(voxelsAfter(alone, { kind: 'add', path: [[35, Y, Z]], radius: 5 })).toBe(BALL);
  });

  it('is cut in halves that add up', () => {
    const both: LesionEdit = {
      kind: 'add',
      path: [
        [LEFT, Y, Z],
        [RIGHT, Y, Z],
      ],
      radius: RADIUS + 1,
    };
    const cut = (sign: number): LesionEdit => ({
      kind: 'keep',
      planes: [{ at: [LEFT + 0.5, Y, Z], normal: [sign, 0, 0] }],
    });
    const [right, left] = [voxelsAfter(both, cut(1)), voxelsAfter(both, cut(-1))];
    expect(Number(right) + Number(left)).toBe(2 * BALL);
  });

  it('says when nothing is left', () => {
    expect(voxelsAfter({ kind: 'keep', planes: [{ at: [1000, 0, 0], normal: [1, 0, 0] }] })).toBe(
      'nothingLeft',
    );
  });
});
