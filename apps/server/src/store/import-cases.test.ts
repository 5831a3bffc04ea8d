import type { ImportEntry } from '@calx/registry';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBothRoles } from '../testing/roles.ts';
import { listCases } from './worklist.ts';
import { importCases } from './import-cases.ts';
import { openStore } from './open-store.ts';

inBothRoles('importing cases', (stage) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore(await stage.place('imports'));
  }, 120_000);
  afterAll(() => store.close());

  const good = (row: number, id = `case ${row}`): ImportEntry => ({
    row,
    case: {
      id,
      facts: { age: row % 90, findings: { site: 'knee' } },
      diagnosis: row % 2 ? 'tumoral_calcinosis' : null,
      provenBy: row % 2 ? 'pathology' : null,
    },
  });
  const bad = (row: number): ImportEntry => ({
    row,
    problems: [{ row, column: 'age', code: 'notNumber', params: { word: 'old' } }],
  });
  const count = async (what: string) =>
    Number(
      (await store.database.pool.query<{ count: string }>(`select count(*) from ${what}`)).rows[0]?.count,
    );
  const take = (entries: Iterable<ImportEntry>, keepGood = false) =>
    importCases(store.database.pool, entries, { by: 'reader', keepGood });
  const many = Array.from({ length: 2_500 }, (_, index) => good(index + 1));

  it('takes nothing when the last of many rows is bad, or the source ends in a fault', async () => {
    await expect(take([...many, bad(2_501)])).rejects.toMatchObject({
      code: 'import-refused',
      result: { imported: 0, refused: 1, problems: [{ row: 2_501, column: 'age' }] },
    });
    const broken = function* () {
      yield* many;
      throw new Error('the connection was cut');
    };
    await expect(take(broken())).rejects.toThrow('the connection was cut');
    for (const table of [
      'cases',
      'case_versions',
      'registry_records',
      'registry_record_versions',
      'case_changes',
    ])
      expect(await count(table), table).toBe(0);
  });

  it('takes every case with its history, its proof where it has one, and no identifier twice', async () => {
    const entries = [...many, good(2_501, 'case 2500'), bad(2_502), good(2_503, 'case 7')];
    expect(await take(entries, true)).toMatchObject({
      imported: 2_500,
      refused: 3,
      problems: [
        { row: 2_501, code: 'alreadyThere', params: { id: 'case 2500' } },
        { row: 2_502, code: 'notNumber' },
        { row: 2_503, code: 'alreadyThere', params: { id: 'case 7' } },
      ],
    });
    expect(await count('cases')).toBe(2_500);
    expect(await count('case_versions v join cases c on c.id = v.case_id and v.document = c.document')).toBe(
      2_500,
    );
    expect(await count("case_versions where by = 'reader' and what = '{created}' and version = 1")).toBe(
      2_500,
    );
    expect(await count('registry_records r join cases c on r.case_id = c.id and r.key = c.id::text')).toBe(
      1_250,
    );
    expect(await count("registry_record_versions where document->>'provenBy' = 'pathology'")).toBe(1_250);
    expect(await count('case_changes')).toBe(2_500);
    const proven = await listCases(store.database.pool, { limit: 1, status: 'proven' });
    expect(proven).toMatchObject({ cases: [{ status: 'proven' }], total: 1_250 });
  });
});
