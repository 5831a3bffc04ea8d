// The registry at 10,000 and 100,000 synthetic cases, with --million at 1,000,000 too: the tables of a paper beside the
// same counts in plain SQL over the same cases, and the import into the store that Calx brings.
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTranslator, loadRelease } from '@calx/knowledge';
import { answerCohort, comparisonTable, readQuestion, seriesTables, splitGroups } from '@calx/registry';
import { CaseIndex } from '../apps/server/dist/registry/case-index.js';
import { importCases } from '../apps/server/dist/store/import-cases.js';
import { openStore } from '../apps/server/dist/store/open-store.js';
import { repeat } from './statistics.js';
import { uniform } from './volumes.js';

const SIZES = [10_000, 100_000, ...(process.argv.includes('--million') ? [1_000_000] : [])];
/** From this size on cases go through the import too; the table for plain SQL is filled by plain inserts. */
const IMPORTED = 100_000;
const BATCH = 5_000;
const SEED = 23;
/** k and n of every value of every question: what the tables need. */
const COUNTS = `
  select f.key as variable, f.value, count(*) as k
    from bench_cases c, jsonb_each(c.facts->'findings') f group by 1, 2`;

/** Cases with the findings of published ones, drawn with replacement; each a copy of its own, as from a store. */
function* synthetic(published, count) {
  const next = uniform(SEED);
  for (let index = 0; index < count; index += 1) {
    const { diagnosis, findings, age, sex } = published[Math.floor(next() * published.length)];
    const facts = JSON.parse(JSON.stringify({ age, sex, findings }));
    yield { id: `synthetic-${index}`, facts, diagnosis, provenBy: 'pathology', examinations: ['ct'] };
  }
}

/** Yields import, then the tables at each size beside SQL. */
export async function* figures() {
  const release = loadRelease();
  const context = { release, lang: 'en', t: createTranslator('en') };
  const folder = await mkdtemp(join(tmpdir(), 'calx-bench-'));
  await chmod(folder, 0o711);
  const store = await openStore({ dataDir: join(folder, 'data') });
  const { pool } = store.database;
  try {
    yield* imported(release, context, pool);
    await pool.query('create unlogged table bench_cases (facts jsonb not null)');
    let held = 0;
    for (const size of SIZES) {
      const cases = [...synthetic(release.cases, size)];
      held = await insertRest(pool, cases, held);
      yield* tablesOf(cases, context, pool);
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The import at each size that is asked for: each takes in what the one before lacks. */
async function* imported(release, context, pool) {
  const index = new CaseIndex(pool);
  const cases = synthetic(release.cases, SIZES.at(-1));
  let held = 0;
  for (const size of SIZES.filter((one) => one >= IMPORTED)) {
    const count = size - held;
    const entries = Array.from({ length: count }, (_, row) => ({ row: row + 1, case: cases.next().value }));
    const { milliseconds } = await repeat(1, () =>
      importCases(pool, entries, { by: 'bench', keepGood: false }),
    );
    yield {
      what: `import of ${count} cases${held > 0 ? ` beside ${held}` : ''}`,
      values: milliseconds.map((time) => (1_000 * count) / time),
      unit: 'cases/s',
      better: 'more',
      bound: 2_000,
      note: 'checked, with history and proven diagnosis, in one transaction',
    };
    held = size;
    const cold = await repeat(1, () => index.read());
    yield { what: `reading ${count} newly stored cases`, values: cold.milliseconds, unit: 'ms' };
    const rules = { include: [{ reason: 'proven', about: 'provenBy', is: ['pathology'] }], exclude: [] };
    const paper = async () => {
      const cohort = answerCohort({ name: 'all', version: 1, rules }, await index.read(), release);
      return seriesTables(cohort.cases, context);
    };
    yield {
      what: `cohort and all tables of ${held} stored cases, read before`,
      values: (await repeat(3, paper)).milliseconds,
      unit: 'ms',
      ...(held === IMPORTED && { bound: 1_000 }),
    };
  }
}

async function insertRest(pool, cases, held) {
  for (let at = held; at < cases.length; at += BATCH) {
    const batch = cases.slice(at, at + BATCH).map(({ facts }) => JSON.stringify(facts));
    await pool.query('insert into bench_cases select unnest($1::jsonb[])', [batch]);
  }
  await pool.query('analyze bench_cases');
  return cases.length;
}

async function* tablesOf(cases, context, pool) {
  const sql = await repeat(2, () => pool.query(COUNTS));
  // A copy of the list each time: nothing is remembered from the run before.
  const tables = await repeat(3, () => seriesTables([...cases], context));
  yield {
    what: `all tables of ${cases.length} cases`,
    values: tables.milliseconds,
    unit: 'ms',
    peer: { name: 'the counts alone in plain SQL', values: sql.milliseconds },
    bound: 1,
  };
  const question = readQuestion('sex:F,M', 2, context);
  const compared = await repeat(2, () => comparisonTable(splitGroups(cases, question, context), context));
  yield {
    what: `women against men, every finding, ${cases.length} cases`,
    values: compared.milliseconds,
    unit: 'ms',
    ...(cases.length === 100_000 && { bound: 1_000 }),
  };
}
