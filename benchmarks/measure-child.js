// Reads a folder of CT slices and measures it: measure-child.js FOLDER X,Y,Z|none RUNS. Prints JSON. Run with
// --expose-gc, in a process of its own, so that its peak memory is its own.
import { buildVolume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { measureLesions } from '@calx/lesion';
import { repeat } from './statistics.js';

const [folder = '', click = 'none', runs = '1'] = process.argv.slice(2);
const request = click === 'none' ? {} : { at: click.split(',').map(Number) };
/** Measuring is long enough to be timed once, reading is not. */
const READS = 3;
const peak = () => process.resourceUsage().maxRSS * 1024;

async function read() {
  const { studies } = await openStudy(folder);
  return buildVolume(studies[0].series[0].instances);
}

function sumOf(values) {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at];
  return sum;
}

globalThis.gc();
// Not the peak so far: on Linux a child inherits its parent's.
const idle = process.memoryUsage().rss;
const first = await repeat(1, read);
const volume = first.result;
const peakRead = peak() - idle;
const start = await repeat(1, () => measureLesions(volume, request));
const peakAll = peak() - idle;
const again = await repeat(Number(runs) - 1, () => measureLesions(volume, request));
const pass = await repeat(3, () => sumOf(volume.data));
const readAgain = await repeat(READS - 1, async () => {
  await read();
});
const { lesions, refusals } = start.result;
console.log(
  JSON.stringify({
    read: [...first.milliseconds, ...readAgain.milliseconds],
    measure: [...start.milliseconds, ...again.milliseconds],
    pass: pass.milliseconds,
    volume: volume.data.byteLength,
    peakRead,
    peakAll,
    found: `${lesions.length} lesions, ${refusals.length} refusals`,
  }),
);
