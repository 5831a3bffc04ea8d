// Reads a folder of CT slices and measures it: measure-child.js FOLDER X,Y,Z|none. Prints JSON. Run with --expose-gc,
// in a process of its own, so that its peak memory is its own and compiling is counted.
import { buildVolume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { measureLesions } from '@calx/lesion';
import { repeat } from './statistics.js';

const [folder = '', click = 'none'] = process.argv.slice(2);
const request = click === 'none' ? {} : { at: click.split(',').map(Number) };
/** Readings after the one that counts: the process reads before it measures, and can be asked to read again. */
const AGAIN = 2;
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

/** Longest time between two asks whether to stop, ms. */
let longest = 0;
let asked = 0;
function shouldStop() {
  const now = performance.now();
  longest = Math.max(longest, now - asked);
  asked = now;
  return false;
}

globalThis.gc();
// Not the peak so far: on Linux a child inherits its parent's.
const idle = process.memoryUsage().rss;
const first = await repeat(1, read);
const volume = first.result;
const peakRead = peak() - idle;
asked = performance.now();
const measured = await repeat(1, () => measureLesions(volume, request, { shouldStop }));
const peakAll = peak() - idle;
const warm = await repeat(1, () => measureLesions(volume, request));
const pass = await repeat(3, () => sumOf(volume.data));
const again = await repeat(AGAIN, async () => {
  await read();
});
const { lesions, refusals } = measured.result;
console.log(
  JSON.stringify({
    read: [...first.milliseconds, ...again.milliseconds],
    readProcessor: [...first.processor, ...again.processor],
    whole: [first.milliseconds[0] + measured.milliseconds[0]],
    wholeProcessor: [first.processor[0] + measured.processor[0]],
    measure: measured.milliseconds,
    warm: warm.milliseconds,
    pass: pass.milliseconds,
    longest,
    volume: volume.data.byteLength,
    peakRead,
    peakAll,
    found: `${lesions.length} lesions, ${refusals.length} refusals`,
  }),
);
