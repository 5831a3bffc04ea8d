/** Least, middle and greatest of repeated runs. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}

/**
 * Milliseconds of each of some runs, elapsed and of processor time (all threads; other work disturbs it less), and
 * what the last run returned.
 */
export async function repeat(times, run) {
  const milliseconds = [];
  const processor = [];
  let result;
  for (let n = 0; n < times; n += 1) {
    const before = process.cpuUsage();
    const start = performance.now();
    result = await run();
    milliseconds.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
  }
  return { milliseconds, processor, result };
}
