import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCohort } from '@calx/registry';
import { beforeAll, expect, it } from 'vitest';
import { send } from './testing/client.ts';
import { inBothRoles } from './testing/roles.ts';

const CASES = fileURLToPath(new URL('../../../knowledge/cases/', import.meta.url));

inBothRoles('the registry', (stage) => {
  let url: string;
  beforeAll(async () => {
    url = `${(await stage.start('data')).url}/api`;
  }, 120_000);

  const newCase = async (): Promise<string> =>
    ((await send(`${url}/cases`, 'POST', {})).body as { id: string }).id;
  const put = (path: string, version: number, body: unknown, by = 'reader') =>
    send(`${url}${path}`, 'PUT', body, { 'if-match': `"${version}"`, 'calx-reader': by });
  const get = async (path: string, by = 'reader'): Promise<unknown> =>
    (await send(`${url}${path}`, 'GET', undefined, { 'calx-reader': by })).body;

  it('keeps the proven diagnosis apart from the case, with how it was proven and what it was before', async () => {
    const id = await newCase();
    expect(await get(`/cases/${id}/outcome`)).toEqual({ outcome: null });
    const first = { diagnosis: 'tumoral_calcinosis', provenBy: 'pathology', provenOn: '2024-05-02' };
    expect((await put(`/cases/${id}/outcome`, 0, first)).body).toEqual({ version: 1 });
    const second = { ...first, provenBy: 'genetic', histology: 'active stage' };
    expect((await put(`/cases/${id}/outcome`, 1, second)).body).toEqual({ version: 2 });
    expect(await get(`/cases/${id}/outcome`)).toMatchObject({
      outcome: { version: 2, document: { provenBy: 'genetic' } },
    });
    expect(await get(`/cases/${id}/outcome?version=1`)).toMatchObject({
      outcome: { version: 1, document: { provenBy: 'pathology' } },
    });
    expect(await get(`/cases/${id}`)).not.toHaveProperty('outcome');
    expect(await get('/cases?status=proven')).toMatchObject({ cases: [{ id, status: 'proven' }], total: 1 });
    expect(await put(`/cases/${id}/outcome`, 1, first)).toMatchObject({
      status: 409,
      body: { code: 'version-conflict', current: { version: 2 } },
    });
    expect(await put(`/cases/${id}/outcome`, 2, { ...first, provenBy: 'guess' })).toMatchObject({
      status: 422,
      body: { params: { where: 'provenBy' } },
    });
  });

  it('lets one of several first writers win', async () => {
    const id = await newCase();
    const answers = await Promise.all(
      ['gout', 'tumoral_calcinosis', 'synovial_sarcoma'].map((diagnosis) =>
        put(`/cases/${id}/outcome`, 0, { diagnosis, provenBy: 'pathology' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('keeps readers blinded to each other until they have submitted', async () => {
    const id = await newCase();
    const reading = (value: string) => ({
      withSupport: false,
      findings: { pattern: { state: 'present', value, how: 'read', confirmed: true } },
      ranked: ['tumoral_calcinosis'],
    });
    const readers = async (by: string): Promise<string[]> =>
      ((await get(`/cases/${id}/readings`, by)) as { readings: { reader: string }[] }).readings
        .map(({ reader }) => reader)
        .sort();
    await put(`/cases/${id}/readings/first?submit`, 0, reading('amorphous_cloudlike'), 'A');
    await put(`/cases/${id}/readings/first`, 0, reading('multinodular_cobblestone'), 'B');
    expect(await readers('A')).toEqual(['A']);
    expect(await readers('B')).toEqual(['B']);
    await put(`/cases/${id}/readings/first?submit`, 1, reading('multinodular_cobblestone'), 'B');
    expect(await readers('B')).toEqual(['A', 'B']);
    expect(await readers('C')).toEqual([]);
    const changed = await put(`/cases/${id}/readings/first`, 2, reading('rings_arcs'), 'B');
    expect(changed).toMatchObject({ status: 409, body: { code: 'record-locked' } });
  });

  it('freezes a cohort so that later changes of its cases leave it as it was', async () => {
    const [a, b] = [await newCase(), await newCase()];
    const age = 111;
    await put(`/cases/${a}`, 1, { facts: { age, findings: { site: 'hip_buttock' } } });
    await put(`/cases/${b}`, 1, { facts: { age, findings: { site: 'knee' } } });
    await put(`/cases/${a}/outcome`, 0, { diagnosis: 'tumoral_calcinosis', provenBy: 'pathology' });
    const rules = {
      include: [{ reason: 'of that age', about: 'age', min: age }],
      exclude: [{ reason: 'not the hip', about: 'site', is: ['knee'] }],
    };
    await put('/cohorts/hip', 0, { rules });
    const freeze = async () =>
      (await send(`${url}/cohorts/hip/freeze`, 'POST', {})).body as { sha256: string; screened: number };
    const frozen = await freeze();
    expect(frozen).toMatchObject({ name: 'hip', version: 1, included: 1 });
    expect(await freeze()).toEqual(frozen);
    expect(await get('/cohorts/hip/flow')).toMatchObject({
      included: 1,
      screened: frozen.screened,
      ids: [a],
    });

    await put(`/cases/${a}`, 2, { facts: { age: age + 1 } });
    await put(`/cases/${a}/outcome`, 1, { diagnosis: 'gout', provenBy: 'laboratory' });
    const kept = await (await fetch(`${url}/frozen-cohorts/${frozen.sha256}/file`)).text();
    expect(readCohort(kept, 'hip')).toMatchObject({
      sha256: frozen.sha256,
      cases: [{ id: a, facts: { age }, diagnosis: 'tumoral_calcinosis', provenBy: 'pathology' }],
    });
    expect(await get(`/frozen-cohorts/${frozen.sha256}`)).toMatchObject({ intact: true, included: 1 });
    expect((await freeze()).sha256).not.toBe(frozen.sha256);
    expect(await get('/frozen-cohorts')).toMatchObject({ frozen: [{ name: 'hip' }, { name: 'hip' }] });

    await put('/cohorts/hip', 1, { rules: { include: [] } });
    expect(await get('/cohorts/hip?version=1')).toMatchObject({ document: { rules } });
    expect(await put('/cohorts/hip', 2, { rules: { include: [{ about: 'age' }] } })).toMatchObject({
      status: 422,
    });
    expect((await send(`${url}/cohorts/none/freeze`, 'POST', {})).body).toMatchObject({
      code: 'cohort-unknown',
    });
  });

  it('writes the paper of a cohort in both languages and every form', async () => {
    const paper = (await get('/cohorts/hip/paper?lang=zh&compare=sex:F,M')) as {
      tables: { id: string }[];
      checklist: { id: string; missing: string[] }[];
    };
    expect(paper.tables.map(({ id }) => id)).toEqual(expect.arrayContaining(['patients', 'comparison']));
    expect(paper.checklist.find(({ id }) => id === 'inclusion_criteria')?.missing).toEqual([
      '队列的纳入规则',
    ]);
    for (const format of ['txt', 'csv', 'html', 'svg', 'docx']) {
      const answer = await fetch(`${url}/cohorts/hip/paper?format=${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="paper.${format}"`);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect(await send(`${url}/cohorts/hip/paper?compare=shoe:1,2`)).toMatchObject({
      status: 422,
      body: { code: 'badQuestion' },
    });
  });

  it('gives every case as it is counted, without the patient', async () => {
    const text = await (await fetch(`${url}/registry/cases`)).text();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { total } = (await get('/cases')) as { total: number };
    expect(lines).toHaveLength(total);
    expect(lines.map(({ outcome }) => (outcome as { diagnosis?: string } | null)?.diagnosis)).toContain(
      'gout',
    );
    for (const line of lines)
      expect(Object.keys(line).sort()).toEqual(['facts', 'id', 'outcome', 'sample', 'status', 'version']);
  });

  it('takes published cases whole: the diagnosis goes to the outcome, a bad row stops all unless told', async () => {
    const published = readFileSync(join(CASES, 'periarticular.jsonl'), 'utf8').trim().split('\n');
    const importLines = async (lines: readonly string[], query = '') => {
      const response = await fetch(`${url}/registry/cases${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const count = async (): Promise<number> => ((await get('/cases')) as { total: number }).total;
    const before = await count();
    const bad = [...published.slice(0, 3), '{"age":-4,"findings":{}}', 'no json'];
    expect(await importLines(bad)).toMatchObject({
      status: 422,
      body: {
        code: 'import-refused',
        refused: 2,
        problems: [
          { row: 4, column: 'age', message: expect.stringContaining('age') as unknown },
          { row: 5, column: 'json' },
        ],
      },
    });
    expect(await count()).toBe(before);
    expect(await importLines(bad, '?keepGood')).toMatchObject({
      status: 200,
      body: { imported: 3, refused: 2 },
    });
    // What is there already is not taken twice.
    expect(await importLines(published, '?keepGood')).toMatchObject({
      body: {
        imported: published.length - 3,
        refused: 3,
        problems: [{ row: 1, code: 'alreadyThere' }, {}, {}],
      },
    });
    const lines = (await (await fetch(`${url}/registry/cases`)).text()).trim().split('\n');
    const gout = lines.filter(
      (line) => (JSON.parse(line) as { outcome?: { diagnosis: string } }).outcome?.diagnosis === 'gout',
    );
    for (const line of gout)
      expect((JSON.parse(line) as { facts: object }).facts).not.toHaveProperty('diagnosis');
    const stated = published.filter(
      (line) => (JSON.parse(line) as { diagnosis: string }).diagnosis === 'tumoral_calcinosis',
    );
    const stored = lines.filter(
      (line) =>
        line.includes('"diagnosis": "tumoral_calcinosis"') ||
        line.includes('"diagnosis":"tumoral_calcinosis"'),
    );
    expect(stored.length).toBeGreaterThanOrEqual(stated.length);
  });

  it('takes a table, remembers how its columns are read, and never half of it', async () => {
    const table = 'Patient ID,Jahre,Sex,Site\nT1,40,F,knee\nT2,old,M,knee\n';
    const submit = async (path: string, mapping?: unknown, text = table) => {
      const form = new FormData();
      if (mapping) form.append('mapping', JSON.stringify(mapping));
      form.append('file', new Blob([text]), 'cases.csv');
      const answer = await fetch(`${url}/registry/tables${path}`, { method: 'POST', body: form });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const { body: preview } = await submit('/preview');
    expect(preview).toMatchObject({ format: 'csv', rows: 2, remembered: false, problems: [] });
    expect(preview['columns']).toContainEqual({
      name: 'Jahre',
      label: null,
      samples: ['40', 'old'],
      filled: 2,
    });
    const { columns } = preview['mapping'] as { columns: Record<string, unknown> };
    expect(columns).toMatchObject({ Jahre: null, 'Patient ID': { to: 'id' } });
    const mapping = { columns: { ...columns, Jahre: { to: 'age' } } };
    const { total: before } = (await get('/cases')) as { total: number };
    expect(await submit('?lang=zh', mapping)).toMatchObject({
      status: 422,
      body: {
        refused: 1,
        problems: [{ row: 3, column: 'Jahre', code: 'notNumber', message: '“old”不是数字。' }],
      },
    });
    expect(await get('/cases')).toMatchObject({ total: before });
    expect((await submit('/preview')).body).toMatchObject({ remembered: false });
    expect(await submit('?keepGood', mapping)).toMatchObject({ body: { imported: 1, refused: 1 } });
    expect((await submit('/preview')).body).toMatchObject({ remembered: true, mapping });
    expect(await submit('', undefined, table.replace('old', '41'))).toMatchObject({
      status: 422,
      body: { problems: [{ row: 2, code: 'alreadyThere' }] },
    });
    expect(await get('/cases?search=T1')).toMatchObject({ total: 1, cases: [{ pseudonym: 'T1' }] });
    const packets = (await (await fetch(`${url}/registry/phenopackets`)).text()).trim().split('\n');
    expect(packets).toHaveLength(before + 1);
    expect(JSON.parse(packets[0] ?? '')).toHaveProperty('metaData.phenopacketSchemaVersion', '2.0');
  });

  it('gives the worklist in pages, each case once', async () => {
    const seen: string[] = [];
    let after = '';
    let pages = 0;
    for (;;) {
      const page = (await get(`/cases?limit=50${after}`)) as {
        cases: { id: string }[];
        total: number;
        next: string | null;
      };
      seen.push(...page.cases.map(({ id }) => id));
      pages += 1;
      if (page.next === null) {
        expect(new Set(seen).size).toBe(page.total);
        break;
      }
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(pages).toBeGreaterThan(1);
    expect(seen).toHaveLength(new Set(seen).size);
    expect((await send(`${url}/cases?after=nowhere`)).status).toBe(400);
  });

  it('gives the worklist in any order over all its pages', async () => {
    interface Page {
      readonly cases: readonly {
        id: string;
        pseudonym: string | null;
        status: string;
        updatedAt: string;
        patient: { name: string | null; id: string | null };
        studies: readonly { date: string | null; modalities: readonly string[] }[];
      }[];
      readonly total: number;
      readonly next: string | null;
    }
    const search = async (question: object): Promise<Page> =>
      (await send(`${url}/cases/search`, 'POST', question)).body as Page;
    const order = ['new', 'reading', 'second-reader', 'signed', 'proven'];
    const keys: Record<string, (item: Page['cases'][number]) => string> = {
      updatedAt: (item) => item.updatedAt,
      name: ({ patient, pseudonym }) => (patient.name ?? patient.id ?? pseudonym ?? '').toLowerCase(),
      studyDate: ({ studies }) =>
        studies.reduce((last, { date }) => ((date ?? '') > last ? (date ?? '') : last), ''),
      modality: ({ studies }) =>
        [...new Set(studies.flatMap(({ modalities }) => modalities))].sort().join(' '),
      status: ({ status }) => String(order.indexOf(status)),
    };
    for (const [by, keyOf] of Object.entries(keys))
      for (const down of [true, false]) {
        const seen: Page['cases'][number][] = [];
        for (let after: string | null = ''; after !== null;) {
          const page: Page = await search({ order: by, down, limit: 50, ...(after && { after }) });
          seen.push(...page.cases);
          after = page.next;
          if (after === null) expect(new Set(seen.map(({ id }) => id)).size, by).toBe(page.total);
        }
        const found = seen.map(keyOf);
        const sorted = found.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
        expect(found, `${by} ${down}`).toEqual(down ? sorted.toReversed() : sorted);
      }
    expect((await send(`${url}/cases/search`, 'POST', { order: 'diagnosis' })).status).toBe(400);
    for (const by of ['name', 'status', 'updatedAt'])
      expect((await send(`${url}/cases/search`, 'POST', { order: by, after: 'x/y' })).status).toBe(400);
    expect(await get('/cases?search=100%25')).toMatchObject({ total: 0 });
  });
});
