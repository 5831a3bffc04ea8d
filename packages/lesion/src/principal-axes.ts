import type { Vec3 } from '@calx/dicom';

/** Variances along the principal axes, largest first, of the covariance matrix [xx, yy, zz, xy, xz, yz]. */
export function principalVariances([xx, yy, zz, xy, xz, yz]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): Vec3 {
  // Roots of the characteristic polynomial of a symmetric matrix in trigonometric form (Smith OK 1961,
  // doi:10.1145/355578.366316).
  const mean = (xx + yy + zz) / 3;
  const off = xy * xy + xz * xz + yz * yz;
  const spread = Math.sqrt(((xx - mean) ** 2 + (yy - mean) ** 2 + (zz - mean) ** 2 + 2 * off) / 6);
  if (spread === 0) return [mean, mean, mean];
  const [a, b, c] = [(xx - mean) / spread, (yy - mean) / spread, (zz - mean) / spread];
  const [d, e, f] = [xy / spread, xz / spread, yz / spread];
  const half = (a * (b * c - f * f) - d * (d * c - f * e) + e * (d * f - b * e)) / 2;
  const angle = Math.acos(Math.min(1, Math.max(-1, half))) / 3;
  const largest = mean + 2 * spread * Math.cos(angle);
  const least = mean + 2 * spread * Math.cos(angle + (2 * Math.PI) / 3);
  return [largest, 3 * mean - largest - least, least];
}
