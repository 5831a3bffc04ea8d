// Runs every benchmarks/*.bench.js, or those whose name contains an argument, and prints their figures beside the
// named peers of the same run; `--json` prints them as one JSON document. Needs `npm run build`.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { summary } from './statistics.js';

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {readonly number[]} values one for each run
 * @property {string} unit
 * @property {{ name: string, values: readonly number[] } | { missing: string }} [peer] of the same unit
 * @property {'less' | 'more'} [better] which values are better; less when not said
 * @property {number} [bound] ratio to the peer (or value, without a peer) that must be kept
 * @property {number} [aim] ratio that is hoped for
 * @property {string} [note]
 */

const folder = dirname(fileURLToPath(import.meta.url));
const arguments_ = process.argv.slice(2);
const json = arguments_.includes('--json');
const wanted = arguments_.filter((name) => !name.startsWith('--'));
const say = (line) => {
  if (!json) console.log(line);
};

if (!existsSync(join(folder, '../packages/lesion/dist/index.js'))) {
  console.error('The packages are not built: type "npm run build" first.');
  process.exit(2);
}

const machine = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  load: loadavg().map((value) => Number(value.toFixed(1))),
  commit: commit(),
};
say(
  Object.entries(machine)
    .map(([key, value]) => `${key} ${value}`)
    .join(', '),
);
if (machine.load[0] > machine.cores / 2)
  say('Others use this machine now: only ratios within this run mean something.');

const results = [];
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.bench.js')) continue;
  if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue;
  say(`\n${file.replace('.bench.js', '')}`);
  const { figures } = await import(pathToFileURL(join(folder, file)).href);
  try {
    for await (const figure of figures()) {
      const judged = judge(figure);
      results.push({ bench: file, ...judged });
      say(`  ${line(judged)}`);
    }
  } catch (error) {
    results.push({ bench: file, failed: String(error) });
    say(`  failed: ${error}`);
  }
}
const missed = results.filter((result) => result.missed || result.failed);
say(`\n${results.length} figures, ${missed.length} missed`);
if (json) console.log(JSON.stringify({ machine, results }, null, 2));
process.exitCode = missed.length > 0 ? 1 : 0;

/** Adds the summary, the ratio to the peer and whether the bound is missed. @param {Figure} figure */
function judge(figure) {
  const own = summary(figure.values);
  const peer = figure.peer?.values && { ...summary(figure.peer.values), name: figure.peer.name };
  const ratio = peer ? own.median / peer.median : undefined;
  const judged = figure.peer ? ratio : own.median;
  const missed =
    figure.bound !== undefined &&
    judged !== undefined &&
    (figure.better === 'more' ? judged < figure.bound : judged > figure.bound);
  return { ...figure, own, ...(peer && { peerSummary: peer, ratio }), missed };
}

function line({ what, own, unit, peer, peerSummary, ratio, better, bound, aim, missed, note }) {
  const limit =
    bound === undefined
      ? ''
      : ` (${better === 'more' ? 'at least' : 'at most'} ${bound}${
          aim === undefined ? '' : `, aim ${aim}`
        }${missed ? ': MISSED' : ''})`;
  const parts = [`${what}: ${spread(own)} ${unit}`];
  if (peerSummary) {
    parts.push(`${peerSummary.name} ${spread(peerSummary)} ${unit}`);
    parts.push(`ratio ${short(ratio)}${limit}`);
  } else if (peer) parts.push(`peer skipped: ${peer.missing}`);
  else if (limit) parts[0] += limit;
  if (note) parts.push(note);
  return parts.join('; ');
}

function spread({ min, median, max }) {
  return min === max ? short(median) : `${short(median)} [${short(min)} to ${short(max)}]`;
}

function short(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
