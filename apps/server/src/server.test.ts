import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { SAMPLES, send } from './testing/client.ts';
import { inBothRoles } from './testing/roles.ts';

interface SeriesAnswer {
  readonly modality: string;
  readonly role: string;
  readonly plane: string;
  readonly instances: readonly { sop: string }[];
}

interface CaseAnswer {
  readonly id: string;
  readonly version: number;
  readonly facts: { readonly findings: Record<string, unknown> };
  readonly findings: Record<string, unknown>;
  readonly studies: readonly { series: readonly SeriesAnswer[] }[];
  readonly history: readonly { version: number; by: string; what: readonly string[] }[];
}

inBothRoles('the server', (stage) => {
  let url: string;
  beforeAll(async () => {
    url = `${(await stage.start('data', { samplesRoot: SAMPLES })).url}/api`;
  }, 120_000);

  const firstCase = async (): Promise<CaseAnswer> => {
    const { cases } = (await send(`${url}/cases`)).body as { cases: { id: string }[] };
    return (await send(`${url}/cases/${cases.at(-1)?.id}`)).body as CaseAnswer;
  };
  const newCase = async (): Promise<string> =>
    ((await send(`${url}/cases`, 'POST', {})).body as { id: string }).id;
  const put = (id: string, version: number, body: unknown, by = 'reader') =>
    send(`${url}/cases/${id}`, 'PUT', body, { 'if-match': `"${version}"`, 'calx-reader': by });

  it('has the sample ready in the worklist, with the facts its collection states', async () => {
    const sample = await firstCase();
    expect(sample.findings).toHaveProperty('site.value', 'thigh');
    const series = sample.studies.flatMap((study) => study.series);
    expect(series.map(({ role, plane, instances }) => [role, plane, instances.length]).sort()).toEqual([
      ['ct', 'axial', 74],
      ['mr-t1', 'axial', 70],
    ]);
    expect((await send(`${url}/about`)).body).toMatchObject({ samples: [{ id: 'sts-045', opened: true }] });
    const again = (await send(`${url}/cases`, 'POST', { sample: 'sts-045' })).body as { id: string };
    expect(again.id).toBe(sample.id);
  });

  it('finds a case by words that all occur in its line', async () => {
    const found = async (search: string): Promise<unknown> =>
      (await send(`${url}/cases/search`, 'POST', { search })).body;
    const { id } = await firstCase();
    expect(await found('ct sTs_045')).toMatchObject({ cases: [{ id }], total: 1, next: null });
    expect(await found('ct nowhere')).toMatchObject({ cases: [], total: 0 });
    expect(await found('100%')).toMatchObject({ total: 0 });
  });

  it('gives an image as its file was, to be kept for good', async () => {
    const sample = await firstCase();
    const ct = sample.studies.flatMap((study) => study.series).find(({ modality }) => modality === 'CT');
    const files = await Promise.all(
      [0, 73].map((n) => readFile(join(SAMPLES, 'sts-045/CT', `${String(n).padStart(6, '0')}.dcm`))),
    );
    const ends = await Promise.all(
      [ct?.instances[0], ct?.instances.at(-1)].map(async (instance) => {
        const response = await fetch(`${url}/instances/${instance?.sop}`);
        expect(response.headers.get('cache-control')).toContain('immutable');
        return Buffer.from(await response.arrayBuffer());
      }),
    );
    // Stacking order: the two ends of the stack are the first and the last file of the folder.
    expect(ends.map((bytes) => files.findIndex((file) => file.equals(bytes))).sort()).toEqual([0, 1]);
    expect((await fetch(`${url}/instances/1.2.3`)).status).toBe(404);
  });

  it('keeps every state of a case and says who changed what', async () => {
    const id = await newCase();
    const findings = {
      pattern: { state: 'present', value: 'amorphous_cloudlike', how: 'read', confirmed: true, by: '甲' },
    };
    const first = await put(
      id,
      1,
      { facts: { findings: {}, age: 56 }, findings, excluded: ['x'] },
      encodeURIComponent('读者甲'),
    );
    expect(first).toEqual({ status: 200, body: { version: 2 } });
    await put(id, 2, { facts: { findings: {}, age: 57 }, findings, status: 'reading' });
    const now = (await send(`${url}/cases/${id}`)).body as CaseAnswer;
    expect(now).toMatchObject({ version: 3, status: 'reading', facts: { age: 57 } });
    expect(now.history.map(({ version, by, what }) => ({ version, by, what }))).toEqual([
      { version: 1, by: 'reader', what: ['created'] },
      { version: 2, by: '读者甲', what: ['excluded', 'facts.age', 'findings.pattern'] },
      { version: 3, by: 'reader', what: ['excluded', 'facts.age', 'status'] },
    ]);
    const before = (await send(`${url}/cases/${id}?version=2`)).body;
    expect(before).toMatchObject({ version: 2, status: 'new', facts: { age: 56 }, excluded: ['x'] });
    expect((await send(`${url}/cases/${id}?version=9`)).body).toMatchObject({ code: 'version-unknown' });
  });

  it('never overwrites what somebody else has stored meanwhile', async () => {
    const id = await newCase();
    const answers = await Promise.all([60, 61, 62, 63].map((age) => put(id, 1, { facts: { age } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ code: 'version-conflict', current: { id, version: 2 } });
  });

  it('confirms a repeated request and stores no version without a change', async () => {
    const id = await newCase();
    const body = { facts: { age: 40 } };
    expect((await put(id, 1, body)).body).toEqual({ version: 2 });
    expect((await put(id, 1, body)).body).toEqual({ version: 2 });
    expect((await put(id, 2, body)).body).toEqual({ version: 2 });
  });

  it.each([
    ['a negative age', { facts: { age: -1 } }, 'facts.age'],
    ['a finding without a state', { findings: { pattern: { value: 'x' } } }, 'findings.pattern.state'],
    ['a text that no database holds', { report: { lang: 'zh', edits: { a: '\u0000' } } }, 'report.edits'],
  ])('refuses %s in one sentence that names the place', async (_what, body, where) => {
    const answer = await put(await newCase(), 1, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'case-invalid', params: { where } } });
  });

  it('wants to know which version was changed, and knows no other cases', async () => {
    const id = await newCase();
    expect((await send(`${url}/cases/${id}`, 'PUT', {})).status).toBe(428);
    expect((await put(crypto.randomUUID(), 1, {})).status).toBe(404);
    expect((await send(`${url}/cases/unknown`)).body).toMatchObject({
      code: 'case-unknown',
      message: 'This case does not exist or was removed; go back to the worklist.',
    });
  });

  it('tells everybody who watches a case of each change', async () => {
    const id = await newCase();
    const leave = new AbortController();
    const response = await fetch(`${url}/cases/${id}/events`, { signal: leave.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (): Promise<string | undefined> => (await reader?.read())?.value;
    expect(await next()).toBe('data: {"version":1}\n\n');
    await put(id, 1, { facts: { age: 1 } });
    expect(await next()).toBe('data: {"version":2}\n\n');
    leave.abort();
  });
});
