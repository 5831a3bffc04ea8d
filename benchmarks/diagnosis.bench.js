// Speed and memory of the differential: the compiled model beside a straightforward one that sums up the
// knowledge again for every case. Needs `npm run build`.
import { loadRelease } from '@calx/knowledge';
import { diagnose, evaluate } from '@calx/diagnosis';

const MANY = 10_000;
const SAMPLE = 20;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function time(cases, run) {
  return median(
    cases.map((facts) => {
      const start = performance.now();
      run(facts);
      return performance.now() - start;
    }),
  );
}

function heapAfter(run) {
  run();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** One line for each figure: what, value, unit, and the bound it should keep. */
export function run() {
  const release = loadRelease();
  const { cases } = release;
  for (const facts of cases) diagnose(facts, release);
  const compiled = time(cases, (facts) => diagnose(facts, release));
  const straightforward = time(cases.slice(0, SAMPLE), (facts) =>
    diagnose(facts, release, { exclude: { sources: [] } }),
  );
  const many = Array.from({ length: MANY }, (_, index) => ({
    ...cases[index % cases.length],
    id: `bench-${index}`,
  }));
  const before = heapAfter(() => evaluate(many.slice(0, MANY / 10), release));
  const start = performance.now();
  const after = heapAfter(() => evaluate(many, release));
  return [
    { what: 'full differential, median', value: compiled, unit: 'ms', bound: 10 },
    { what: 'the same, knowledge summed up for each case', value: straightforward, unit: 'ms' },
    { what: `${MANY} cases evaluated`, value: (performance.now() - start) / 1000, unit: 's' },
    {
      what: `heap kept after ${MANY} cases against ${MANY / 10}`,
      value: after - before,
      unit: 'MB',
      bound: 20,
    },
  ];
}
