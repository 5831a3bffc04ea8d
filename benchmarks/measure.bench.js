// The measurement of a whole CT beside the reading of its pixels, its growth and its memory; each in a process of its
// own, on a thigh with a femur and twelve calcified lobules.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeSlices } from './slices.js';
import { repeat } from './statistics.js';
import { thigh } from './volumes.js';

const run = promisify(execFile);
const child = fileURLToPath(new URL('measure-child.js', import.meta.url));
const calx = fileURLToPath(new URL('../apps/cli/bin/calx.js', import.meta.url));
const SLICES = [100, 200, 400];
/** Slices for which the bound is stated. */
const BOUND_AT = 400;
/** Middle of the calcified mass along x and y, mm. */
const CLICK = [252, 161];
const PEER = 'reading its pixels (openStudy and buildVolume)';

async function measured(folder, click) {
  const { stdout } = await run(process.execPath, ['--expose-gc', child, folder, click]);
  return JSON.parse(stdout);
}

/** The command itself, from its start to its end. */
async function command(folder, click) {
  const options = click === 'none' ? [] : ['--at', click];
  const { milliseconds } = await repeat(1, () =>
    run(process.execPath, [calx, 'measure', folder, ...options, '--json'], { maxBuffer: 2 ** 26 }),
  );
  return milliseconds;
}

/** Yields the time by size with a click and without, then growth, memory and the floor set by memory bandwidth. */
export async function* figures() {
  const clicked = [];
  for (const slices of SLICES) {
    const folder = await mkdtemp(join(tmpdir(), 'calx-bench-'));
    try {
      await writeSlices(thigh(slices), folder);
      const bound = slices === BOUND_AT ? { bound: 3 } : {};
      for (const how of ['one click', 'no click']) {
        const click = how === 'no click' ? 'none' : [...CLICK, slices / 2].join(',');
        const result = await measured(folder, click);
        if (how === 'one click') clicked.push(result);
        const size = `${how}, 512 x 512 x ${slices}`;
        yield {
          what: `reading and measuring, ${size}`,
          values: result.whole,
          unit: 'ms',
          peer: { name: PEER, values: result.read },
          ...bound,
          note: `measuring alone ${Math.round(result.measure[0])} ms, once compiled ${Math.round(result.warm[0])} ms; ${result.found}`,
        };
        yield {
          what: `the same by processor time, ${size}`,
          values: result.wholeProcessor,
          unit: 'ms',
          peer: { name: PEER, values: result.readProcessor },
          ...bound,
          note: `longest time between two asks whether to stop ${Math.round(result.longest)} ms`,
        };
        if (slices === BOUND_AT)
          yield {
            what: `calx measure as a command, ${size}`,
            values: await command(folder, click),
            unit: 'ms',
            peer: { name: PEER, values: result.read },
            bound: 3,
          };
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const large = clicked.at(-1);
  for (const what of ['read', 'measure', 'warm', 'pass'])
    yield {
      what: `growth of "${what}" from 100 to 200 and 400 slices (2 and 4 are linear)`,
      values: clicked.slice(1).map((result) => Math.min(...result[what]) / Math.min(...clicked[0][what])),
      unit: 'x',
    };
  yield {
    what: 'measuring with one click, 400 slices, and what memory bandwidth would allow',
    values: large.measure,
    unit: 'ms',
    peer: { name: 'one pass that sums the voxels', values: large.pass },
  };
  for (const [what, bytes] of [
    ['reading', large.peakRead],
    ['reading and measuring', large.peakAll],
  ])
    yield {
      what: `peak memory of ${what}, 400 slices, over the volume`,
      values: [bytes / large.volume],
      unit: 'x',
      bound: 3,
      note: `${Math.round(bytes / 2 ** 20)} MB above the idle process, volume ${Math.round(large.volume / 2 ** 20)} MB`,
    };
}
