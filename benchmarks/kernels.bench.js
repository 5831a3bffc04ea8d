// The lesion room's kernels beside scipy and scikit-image on the same mask. Both label 6-connected and close the mesh.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distanceTo, labelRuns, meshOf } from '@calx/lesion';
import { python } from './python.js';
import { repeat } from './statistics.js';
import { blobs } from './volumes.js';

const SPACING = [0.7, 0.7, 1];
const WARM = [64, 64, 64];
const SIZES = [
  { size: [128, 128, 128], runs: 7, distanceRuns: 3, peerDistanceRuns: 3 },
  { size: [512, 512, 300], runs: 3, distanceRuns: 2, peerDistanceRuns: 1 },
];
const KERNELS = [
  {
    kernel: 'label',
    ours: (mask, size) => labelRuns(mask, size, 1, 1),
    check: ({ components }) => components.length,
    what: 'labelRuns (label, extent, sum and maximum)',
    aim: 0.5,
  },
  {
    kernel: 'distance',
    ours: (mask, size) => distanceTo(mask, size, SPACING),
    check: largest,
    what: 'distanceTo',
    aim: 0.5,
    note: 'weak peer: it builds a feature transform too',
  },
  {
    kernel: 'mesh',
    ours: (mask, size) => meshOf(mask, size, SPACING),
    check: ({ triangles }) => triangles,
    what: 'meshOf',
  },
];

/** Yields one figure for each kernel and size. */
export async function* figures() {
  const folder = await mkdtemp(join(tmpdir(), 'calx-bench-'));
  try {
    // Ours is compiled while it runs; the peers are compiled already.
    const warm = blobs(WARM);
    for (const { ours } of KERNELS) for (let n = 0; n < 3; n += 1) ours(warm, WARM);
    for (const { size, runs, distanceRuns, peerDistanceRuns } of SIZES) {
      const mask = blobs(size);
      const path = join(folder, 'mask.raw');
      await writeFile(path, mask);
      for (const { kernel, ours, check, what, aim, note } of KERNELS) {
        const peer = await python('kernels.py', [
          kernel,
          path,
          ...size,
          kernel === 'distance' ? peerDistanceRuns : runs,
        ]);
        const { milliseconds, result } = await repeat(kernel === 'distance' ? distanceRuns : runs, () =>
          ours(mask, size),
        );
        const same = peer.missing ? '' : `${check(result)} found, peer ${peer.result}`;
        yield {
          what: `${what}, ${size.join(' x ')}`,
          values: milliseconds,
          unit: 'ms',
          peer: peer.missing
            ? { missing: peer.missing }
            : { name: `${peer.name} ${peer.version}`, values: peer.milliseconds },
          bound: 1,
          aim,
          note: [note, same].filter(Boolean).join('; '),
        };
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function largest(distances) {
  let most = 0;
  for (const distance of distances) if (distance > most) most = distance;
  return most;
}
