import type { Vec3 } from '@calx/dicom';

/**
 * A shape by its signed distance: mm from a point (LPS) to the surface, negative inside. Exact outside for every
 * shape and union here; elsewhere a lower bound of the magnitude, which is what the rasteriser needs. The point comes
 * as three numbers: it is asked for tens of millions of them, and an array each would cost more than the answer.
 */
export interface Solid {
  distance(x: number, y: number, z: number): number;
}

const length = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

export function sphere(centre: Vec3, radius: number): Solid {
  const [cx, cy, cz] = centre;
  return { distance: (x, y, z) => length(x - cx, y - cy, z - cz) - radius };
}

/** Ellipsoid with semi-axes along x, y, z; the distance is a lower bound. */
export function ellipsoid(centre: Vec3, semiAxes: Vec3): Solid {
  const [cx, cy, cz] = centre;
  const [a, b, c] = semiAxes;
  const least = Math.min(a, b, c);
  return { distance: (x, y, z) => (length((x - cx) / a, (y - cy) / b, (z - cz) / c) - 1) * least };
}

/** Cylinder with round ends between two points. */
export function capsule(from: Vec3, to: Vec3, radius: number): Solid {
  const axis: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const squared = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2;
  return {
    distance: (x, y, z) => {
      const dx = x - from[0];
      const dy = y - from[1];
      const dz = z - from[2];
      const along = Math.min(1, Math.max(0, (dx * axis[0] + dy * axis[1] + dz * axis[2]) / squared));
      return length(dx - along * axis[0], dy - along * axis[1], dz - along * axis[2]) - radius;
    },
  };
}

/** Axis-aligned box by centre and half sizes. */
export function box(centre: Vec3, half: Vec3): Solid {
  return {
    distance: (x, y, z) => {
      const qx = Math.abs(x - centre[0]) - half[0];
      const qy = Math.abs(y - centre[1]) - half[1];
      const qz = Math.abs(z - centre[2]) - half[2];
      const outside = length(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0));
      return outside + Math.min(Math.max(qx, qy, qz), 0);
    },
  };
}

/** Box with edges and corners rounded to a radius in mm, as bones have them. */
export function roundedBox(centre: Vec3, half: Vec3, radius: number): Solid {
  return grown(box(centre, [half[0] - radius, half[1] - radius, half[2] - radius]), radius);
}

/** Half space: inside where `normal · (point - through)` is negative; `normal` is a unit vector. */
export function halfSpace(through: Vec3, normal: Vec3): Solid {
  return {
    distance: (x, y, z) =>
      (x - through[0]) * normal[0] + (y - through[1]) * normal[1] + (z - through[2]) * normal[2],
  };
}

export function union(...solids: readonly Solid[]): Solid {
  return {
    distance: (x, y, z) => {
      let least = Number.POSITIVE_INFINITY;
      for (const solid of solids) least = Math.min(least, solid.distance(x, y, z));
      return least;
    },
  };
}

export function intersection(...solids: readonly Solid[]): Solid {
  return {
    distance: (x, y, z) => {
      let most = Number.NEGATIVE_INFINITY;
      for (const solid of solids) most = Math.max(most, solid.distance(x, y, z));
      return most;
    },
  };
}

export function without(solid: Solid, removed: Solid): Solid {
  return { distance: (x, y, z) => Math.max(solid.distance(x, y, z), -removed.distance(x, y, z)) };
}

/** The solid grown (positive) or shrunk (negative) by mm. */
export function grown(solid: Solid, by: number): Solid {
  return { distance: (x, y, z) => solid.distance(x, y, z) - by };
}

/** The rind of a solid, `thickness` mm inward from its surface. */
export function rind(solid: Solid, thickness: number): Solid {
  return without(solid, grown(solid, -thickness));
}
