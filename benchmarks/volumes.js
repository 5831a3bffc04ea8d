// Deterministic volumes: the same size gives the same voxels everywhere.

/** Share of set voxels in `blobs`. */
const FOREGROUND = 0.25;
/** Voxels between the knots of the smooth noise. */
const KNOTS = 24;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Smooth noise in [0, 1): random knots with cubic-eased linear interpolation between them, i fastest. */
function smoothNoise([nx, ny, nz], seed) {
  const next = uniform(seed);
  const knots = [nx, ny, nz].map((n) => Math.ceil(n / KNOTS) + 1);
  const lattice = Float32Array.from({ length: knots[0] * knots[1] * knots[2] }, next);
  const places = [nx, ny, nz].map((n) =>
    Array.from({ length: n }, (_, at) => {
      const t = (at % KNOTS) / KNOTS;
      return [Math.floor(at / KNOTS), t * t * (3 - 2 * t)];
    }),
  );
  const values = new Float32Array(nx * ny * nz);
  const plane = new Float32Array(knots[0] * knots[1]);
  const line = new Float32Array(knots[0]);
  let at = 0;
  for (const [c, w] of places[2]) {
    for (let n = 0; n < plane.length; n += 1) {
      const low = lattice[n + plane.length * c];
      plane[n] = low + w * (lattice[n + plane.length * (c + 1)] - low);
    }
    for (const [b, v] of places[1]) {
      for (let n = 0; n < line.length; n += 1) {
        const low = plane[n + line.length * b];
        line[n] = low + v * (plane[n + line.length * (b + 1)] - low);
      }
      for (const [a, u] of places[0]) {
        values[at] = line[a] + u * (line[a + 1] - line[a]);
        at += 1;
      }
    }
  }
  return values;
}

/** Smooth blobs: 1 in about a quarter of the voxels, else 0. */
export function blobs(size) {
  const values = smoothNoise(size, 1);
  const sample = Float32Array.from(
    { length: Math.ceil(values.length / 997) },
    (_, n) => values[997 * n],
  ).sort();
  const level = sample[Math.floor(sample.length * (1 - FOREGROUND))];
  const mask = new Uint8Array(values.length);
  for (let at = 0; at < mask.length; at += 1) mask[at] = values[at] >= level ? 1 : 0;
  return mask;
}

const AIR = -1000;
const MUSCLE = 55;
const CORTEX = 1300;
const MARROW = 250;
const CALCIUM = 480;
const NOISE = 20;

/**
 * A thigh in HU: air, muscle, a femur through all slices and a mass of calcified lobules beside it, with noise;
 * 0.7 x 0.7 x 1 mm for 512 columns.
 */
export function thigh(slices, columns = 512) {
  const scale = columns / 512;
  const data = new Int16Array(columns * columns * slices);
  const next = uniform(7);
  // A table of normal deviates (Box and Muller), walked with a changing offset: noise at the cost of a look-up.
  const noise = Int16Array.from({ length: 65_536 }, () =>
    Math.round(NOISE * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  );
  const middle = slices / 2;
  const lobules = Array.from({ length: 12 }, () => [
    (330 + 60 * next()) * scale,
    (200 + 60 * next()) * scale,
    middle + 60 * (next() - 0.5),
    (6 + 6 * next()) * scale,
  ]);
  let at = 0;
  for (let k = 0; k < slices; k += 1) {
    const near = lobules.filter(([, , z, radius]) => Math.abs(k - z) <= radius);
    for (let j = 0; j < columns; j += 1) {
      const offset = Math.floor(next() * noise.length);
      for (let i = 0; i < columns; i += 1, at += 1) {
        const body = Math.hypot(i / scale - 256, j / scale - 256);
        const bone = Math.hypot(i / scale - 240, j / scale - 290);
        let value = body > 210 ? AIR : MUSCLE;
        if (bone < 20) value = bone < 13 ? MARROW : CORTEX;
        for (const [x, y, z, radius] of near)
          if ((i - x) ** 2 + (j - y) ** 2 + (k - z) ** 2 <= radius * radius) value = CALCIUM;
        data[at] = value + noise[(at + offset) & 65_535];
      }
    }
  }
  return {
    data,
    size: [columns, columns, slices],
    spacing: [0.7 / scale, 0.7 / scale, 1],
    origin: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    quantity: 'HU',
    seriesUID: '2.25.1',
    modality: 'CT',
  };
}
