// Speed and memory of the differential. Its peers: the same model compiled again from the knowledge for every case
// (the straightforward loop), and naive Bayes over the published cases.
import { diagnose, evaluate } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';
import { repeat } from './statistics.js';
import { uniform } from './volumes.js';

const MANY = 10_000;
const BATCH = 2_500;
const SAMPLE = 30;
const SEED = 11;

/** Cases drawn with replacement from the published ones. */
function resampled(cases, count) {
  const next = uniform(SEED);
  return Array.from({ length: count }, (_, index) => {
    const facts = cases[Math.floor(next() * cases.length)];
    return { ...facts, id: `bench-${index}` };
  });
}

async function eachCase(cases, run) {
  const times = [];
  for (const facts of cases) times.push(...(await repeat(1, () => run(facts))).milliseconds);
  return times;
}

function heap() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Yields the time of a differential and of an evaluation beside their peers, then 10,000 cases in one process. */
export async function* figures() {
  const release = loadRelease();
  const { cases } = release;
  for (const facts of cases.slice(0, SAMPLE)) diagnose(facts, release);
  const full = await eachCase(cases, (facts) => diagnose(facts, release));
  yield {
    what: 'diagnose() with intervals, alarms and next tests',
    values: full,
    unit: 'ms',
    bound: 10,
    note: `${cases.length} published cases, release ${release.version} ${release.hash.slice(0, 12)}`,
  };
  yield {
    what: 'the same',
    values: full,
    unit: 'ms',
    peer: {
      name: 'the same model summed up for each case',
      values: await eachCase(cases.slice(0, SAMPLE), (facts) =>
        diagnose(facts, release, { exclude: { sources: [] } }),
      ),
    },
  };
  const evaluated = (method) => repeat(3, () => evaluate(cases, release, { method }));
  yield {
    what: `evaluate() of ${cases.length} cases`,
    values: (await evaluated('calx')).milliseconds,
    unit: 'ms',
    peer: { name: 'naive-bayes', values: (await evaluated('naive-bayes')).milliseconds },
  };
  const many = resampled(cases, MANY);
  const batches = [];
  const kept = [];
  for (let from = 0; from < MANY; from += BATCH) {
    const { milliseconds } = await repeat(1, () => evaluate(many.slice(from, from + BATCH), release));
    batches.push(...milliseconds);
    kept.push(heap());
  }
  yield {
    what: `${MANY} resampled cases evaluated in one process, each ${BATCH}`,
    values: batches,
    unit: 'ms',
    note: 'does the time stay level?',
  };
  yield {
    what: `heap kept from the first ${BATCH} cases to the last`,
    values: [kept.at(-1) - kept[0]],
    unit: 'MB',
    bound: 20,
    note: globalThis.gc ? `after ${kept[0].toFixed(0)} MB` : 'without --expose-gc the garbage is counted too',
  };
}
