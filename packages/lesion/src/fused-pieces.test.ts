import type { Vec3, Volume } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { fusedPieces } from './fused-pieces.ts';
import { cutRegion } from './grid.ts';
import { survey } from './landscape.ts';
import { noPause } from './pause.ts';
import { ctRules } from './rules.ts';
import { axialCt } from './volume.fixture.ts';

const size: Vec3 = [70, 60, 50];
const middle = [28, 30] as const;

/** A tube of cortex round marrow along k, in muscle, 1 mm voxels; `hu` may say otherwise of a place about its axis. */
function shaft(hu: (radius: number, angle: number, k: number) => number | null): Volume {
  const data = new Int16Array(size[0] * size[1] * size[2]);
  for (let at = 0; at < data.length; at += 1) {
    const [x, y] = [(at % size[0]) - middle[0], (Math.floor(at / size[0]) % size[1]) - middle[1]];
    const [radius, k] = [Math.hypot(x, y), Math.floor(at / (size[0] * size[1]))];
    const plain = radius > 14 ? 50 : radius > 11 ? 1000 : 60;
    data[at] = hu(radius, Math.atan2(y, x), k) ?? plain;
  }
  return axialCt(data, size);
}

function piecesOf(volume: Volume): number[] {
  const land = survey(volume, 150, ctRules(), () => undefined, noPause);
  return fusedPieces(land, cutRegion(volume, [0, 0, 0], size)).map(({ voxels }) => voxels);
}

describe('pieces that have grown onto bone', () => {
  it('are spicules that stand out from it', () => {
    const spicule = shaft((radius, angle, k) =>
      radius > 14 &&
      radius < 30 &&
      Math.abs(radius * Math.sin(angle)) < 3 &&
      angle ** 2 < 1 &&
      Math.abs(k - 25) < 3
        ? 260
        : null,
    );
    const [piece, ...others] = piecesOf(spicule);
    expect(others).toEqual([]);
    // 16 mm long and 5 mm across, without the 2 mm that lie within bone's partial volume.
    expect(piece).toBeGreaterThan(250);
    expect(piece).toBeLessThan(400);
  });

  it('are not the thin cortex of the bone itself, which has bone behind it', () => {
    const thinned = shaft((radius, angle, k) =>
      radius > 11 && radius <= 14 && Math.abs(angle) < 1 && Math.abs(k - 25) < 12 ? 260 : null,
    );
    expect(piecesOf(thinned)).toEqual([]);
  });
});
