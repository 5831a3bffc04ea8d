import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@calx/server';
import { afterAll, expect, it } from 'vitest';
import { calx } from '../calx.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'calx-agreement-'));
// The account that runs the database for root passes through it.
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('prints the agreement of a reader study with its intervals, once all is read', async () => {
  const dataDir = join(folder, 'data');
  const store = ['--data', dataDir, '--lang', 'en'];
  const nowhere = join(folder, 'nowhere');
  const server = await startServer({
    port: 0,
    dataDir,
    webRoot: nowhere,
    samplesRoot: nowhere,
    logLevel: 'silent',
    onReady: () => undefined,
  });
  const ask = async (method: string, path: string, body: unknown, reader = 'A') => {
    const headers = { 'content-type': 'application/json', 'calx-reader': reader, 'if-match': '"0"' };
    const answer = await fetch(`${server.url}/api${path}`, { method, headers, body: JSON.stringify(body) });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as { id: string };
  };
  try {
    const cases: string[] = [];
    for (let index = 0; index < 6; index += 1) cases.push((await ask('POST', '/cases', {})).id);
    for (const id of cases)
      await ask('PUT', `/cases/${id}/outcome`, { diagnosis: 'gout', provenBy: 'pathology' });
    const rounds = [{ id: 'alone', withSupport: false }];
    await ask('PUT', '/reader-studies/six', { cases, readers: ['A', 'B'], rounds });
    expect(await calx('cohort', 'agreement', 'six', ...store)).toMatchObject({
      status: 3,
      err: 'Readings still open: 12. What readers said stays closed until all are submitted.\n',
    });
    for (const [index, id] of cases.entries()) {
      for (const reader of ['A', 'B']) {
        // They differ in one of six.
        const value = index < (reader === 'A' ? 3 : 4) ? 'yes' : 'no';
        await ask(
          'PUT',
          `/reader-studies/six/rounds/alone/cases/${id}?submit`,
          {
            withSupport: false,
            findings: { dialysis: { state: 'present', value, how: 'read', confirmed: true } },
            ranked: [reader === 'A' ? 'tophaceous_gout' : 'gout'],
          },
          reader,
        );
      }
    }
  } finally {
    await server.close();
  }
  const { status, out } = await calx('cohort', 'agreement', 'six', ...store);
  expect(status).toBe(0);
  // Cohen 1960: observed 5/6, by chance 1/2, so kappa 2/3.
  expect(out).toMatch(/Agreement: Without support[^]*Dialysis +6 +5\/6 83 % \(44, 97\) +0\.67 \(/);
  expect(out).toMatch(/First diagnosis right[^]*B +6\/6 100 % \(61, 100\)/);
  const csv = join(folder, 'agreement.csv');
  expect((await calx('cohort', 'agreement', 'six', '--out', csv, ...store)).status).toBe(0);
  expect(readFileSync(csv, 'utf8')).toMatch(/Dialysis,6,"5\/6 83 % \(44, 97\)"/);
  expect((await calx('cohort', 'agreement', 'six', '--out', 'a.docx', ...store)).status).toBe(2);
  expect((await calx('cohort', 'agreement', 'none', ...store)).status).toBe(3);
}, 120_000);
