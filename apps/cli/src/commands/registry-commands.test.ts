import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calx } from '../calx.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'calx-registry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);
const seed = new URL('../../../../samples/series/li2015-synthetic.jsonl', import.meta.url).pathname;

describe('calx cohort table', () => {
  it('gives back the seed, in both languages', async () => {
    const { status, out } = await calx('cohort', 'table', seed, '--lang', 'zh');
    expect(status).toBe(0);
    expect(out).toMatch(/髋部及臀部\s+12\/15\s+80\.0/);
    expect((await calx('cohort', 'table', seed, '--lang', 'en')).out).toMatch(/Active\s+9\/15/);
  });

  it('writes CSV and HTML and refuses other endings', async () => {
    expect((await calx('cohort', 'table', seed, '--out', file('t.csv'), '--lang', 'en')).status).toBe(0);
    expect(readFileSync(file('t.csv'), 'utf8')).toContain('Hip and buttock,12/15,80.0');
    expect((await calx('cohort', 'table', seed, '--out', file('t.html'), '--lang', 'en')).status).toBe(0);
    expect(readFileSync(file('t.html'), 'utf8')).toContain('<td>12/15</td>');
    expect((await calx('cohort', 'table', seed, '--out', file('t.pdf'), '--lang', 'en')).status).toBe(2);
  });
});

describe('calx evidence', () => {
  it('exports a signed bundle without small cells, and takes it in once however often', async () => {
    const bundle = file('bundle.json');
    const where = ['--source', 'a', '--population', 'synthetic', '--key', file('key'), '--out', bundle];
    expect((await calx('evidence', 'export', seed, ...where, '--json')).status).toBe(0);
    const pool = ['--pool', file('pool.json'), '--json'];
    const first = JSON.parse((await calx('evidence', 'import', bundle, ...pool)).out) as Record<
      string,
      unknown
    >;
    const again = JSON.parse((await calx('evidence', 'import', bundle, ...pool)).out) as Record<
      string,
      unknown
    >;
    expect(again['localCounts']).toEqual(first['localCounts']);
    for (const { k, n } of first['localCounts'] as { k: number; n: number }[]) {
      for (const cell of [k, n - k]) expect(cell === 0 || cell >= 5).toBe(true);
    }
  });

  it('refuses what it needs and has not got', async () => {
    const { status, err } = await calx('evidence', 'export', seed, '--lang', 'en');
    expect({ status, err }).toEqual({ status: 2, err: '--source is needed.\n' });
    expect((await calx('evidence', 'import', seed, '--lang', 'en')).status).toBe(3);
  });
});
