import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { SignedBundle } from '@calx/registry';
import { afterAll, describe, expect, it } from 'vitest';
import { calx } from '../calx.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'calx-registry-'));
// The account that runs the database for root passes through it.
chmodSync(folder, 0o711);
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
    expect((await calx('cohort', 'table', seed, '--out', file('t.docx'), '--lang', 'en')).status).toBe(0);
    const word = unzipSync(readFileSync(file('t.docx')));
    const text = strFromU8(word['word/document.xml'] ?? new Uint8Array());
    expect(text).toContain('Hip and buttock');
    // Every drawing is there as a picture too, and not an empty one.
    const pictures = Object.entries(word).filter(([name]) => /^word\/media\/.*\.png$/.test(name));
    expect(pictures).toHaveLength(text.match(/<pic:pic/g)?.length ?? 0);
    for (const [name, bytes] of pictures) expect(bytes.length, name).toBeGreaterThan(10_000);
    expect((await calx('cohort', 'table', seed, '--out', file('t.svg'), '--lang', 'en')).status).toBe(0);
    expect((await calx('cohort', 'table', seed, '--out', file('t.pdf'), '--lang', 'en')).status).toBe(2);
  });

  it('compares groups and weighs a finding as a test', async () => {
    const compare = await calx('cohort', 'table', seed, '--compare', 'sex:F,M', '--lang', 'en');
    expect(compare.out).toMatch(/Female against Male/);
    const asked = ['--test', 'site:hip_buttock', '--truth', 'tumoral_calcinosis', '--lang', 'en'];
    expect((await calx('cohort', 'table', seed, ...asked)).out).toMatch(/True positive 12, false positive 0/);
    const wrong = await calx('cohort', 'table', seed, '--compare', 'sex:F', '--lang', 'en');
    expect(wrong).toMatchObject({ status: 3 });
    expect(wrong.err).toMatch(/2 of its values/);
  });
});

describe('calx cohort check', () => {
  it('says what a series still lacks, and is content once it is there', async () => {
    const { status, out } = await calx('cohort', 'check', seed, '--lang', 'en');
    expect(status).toBe(1);
    expect(out).toMatch(/✗ 1\s+Clear criteria for inclusion: inclusion rules of the cohort/);
    expect(out).toMatch(/✓ 6\s+Demographics reported/);
    const texts = file('texts.yaml');
    writeFileSync(texts, 'consecutive: all\nsetting: one hospital\nfollow_up: two years\n');
    const json = await calx('cohort', 'check', seed, '--texts', texts, '--json');
    const { items } = JSON.parse(json.out) as { items: { id: string; done: boolean }[] };
    expect(items.find(({ id }) => id === 'setting')?.done).toBe(true);
  });
});

describe('calx cohort import', () => {
  it('takes a table whole or not at all, and no case twice', async () => {
    const store = ['--data', file('import'), '--lang', 'en'];
    const table = file('cases.csv');
    writeFileSync(table, 'id,age,site\nA,40,knee\nB,forty,knee\n');
    const refused = await calx('cohort', 'import', table, ...store);
    expect(refused.status).toBe(3);
    expect(refused.out).toBe(
      'Nothing was taken in: 1 rows are bad. Correct them, or take the others with --keep-good.\n' +
        '✗ Row 3, age: "forty" is not a number.\n',
    );
    const kept = await calx('cohort', 'import', table, '--keep-good', '--json', ...store);
    expect(JSON.parse(kept.out)).toMatchObject({ imported: 1, refused: 1 });
    const lines = await calx('cohort', 'import', seed, '--json', ...store);
    expect(JSON.parse(lines.out)).toMatchObject({ imported: 15, refused: 0 });
    expect((await calx('cohort', 'import', seed, ...store)).out).toMatch(/Nothing was taken in: 15 rows/);
  }, 120_000);
});

describe('calx evidence', () => {
  const store = ['--data', file('store'), '--lang', 'en'];

  it('says in one sentence that a key can’t be read or made', async () => {
    const where = ['--source', 'a', '--population', 'synthetic', '--lang', 'en'];
    const folder = await calx('evidence', 'export', seed, ...where, '--key', file('.'));
    expect(folder).toMatchObject({ status: 3, out: '' });
    expect(folder.err).toMatch(/can't be read \(EISDIR\): check who may read it\.\n$/);
    const nowhere = await calx('evidence', 'export', seed, ...where, '--key', file('no-folder/key'));
    expect(nowhere).toMatchObject({ status: 3, out: '' });
    expect(nowhere.err).toMatch(/could not be written \(ENOENT\)/);
  });

  it('shares a cohort file signed and without small cells, and the store takes it in once a signer is accepted', async () => {
    const bundle = file('bundle.json');
    const where = ['--source', 'a', '--population', 'synthetic', '--key', file('key'), '--out', bundle];
    expect((await calx('evidence', 'export', seed, ...where, '--json')).status).toBe(0);
    const { bundle: shared } = JSON.parse(readFileSync(bundle, 'utf8')) as SignedBundle;
    expect(shared.figures.length).toBeGreaterThan(5);
    for (const { k, n } of shared.figures) {
      for (const cell of [k, n - k]) expect(cell === 0 || cell >= 5).toBe(true);
    }
    const refused = await calx('evidence', 'import', bundle, ...store);
    expect(refused).toMatchObject({ status: 3, out: '' });
    expect(refused.err).toMatch(/is not trusted/);
    const taken = await calx('evidence', 'import', bundle, '--accept', 'Hospital A', ...store);
    expect(taken.out).toMatch(/taken in[^]*signed by Hospital A/);
    expect((await calx('evidence', 'import', bundle, ...store)).out).toMatch(/held already/);
    expect((await calx('cohort', 'table', 'no-such', ...store)).err).toMatch(/no cohort of this name/);
  }, 120_000);

  it('refuses what it needs and has not got', async () => {
    const { status, err } = await calx('evidence', 'export', seed, '--lang', 'en');
    expect({ status, err }).toEqual({ status: 2, err: '--source is needed.\n' });
    expect((await calx('evidence', 'import', seed, '--lang', 'en')).status).toBe(3);
    expect((await calx('cohort', 'table', 'missing.jsonl')).status).toBe(3);
  });
});

describe('calx diagnose --local', () => {
  interface Shown {
    differential: { diagnosis: string; probability: number; weights: { sources: { id: string }[] }[] }[];
    before: { differential: { diagnosis: string; probability: number }[] };
    local: { sources: object[]; leftOut: string[]; counts: { variable: string; value: string; n: number }[] };
    changes: { diagnosis: string; before: number; after: number }[];
  }
  const facts = file('facts.json');
  const write = (document: object) => writeFileSync(facts, JSON.stringify(document));
  const diagnosed = async (...args: string[]) => {
    const { out } = await calx('diagnose', facts, '--json', '--lang', 'en', ...args);
    return JSON.parse(out) as Shown;
  };
  const sourcesOf = ({ differential }: Shown) =>
    new Set(
      differential.flatMap(({ weights }) => weights.flatMap(({ sources }) => sources.map(({ id }) => id))),
    );
  const hips = (shown: Shown) =>
    shown.local.counts.find(({ variable, value }) => variable === 'site' && value === 'hip_buttock')?.n;
  const reading = {
    age: 45,
    sex: 'F',
    findings: { site: 'hip_buttock', pattern: 'multinodular_cobblestone' },
  };

  it('shows the differential before and after, the local counts apart', async () => {
    write(reading);
    const alone = await diagnosed();
    const shown = await diagnosed('--local', seed);
    expect(shown.before.differential.map(({ probability }) => probability)).toEqual(
      alone.differential.map(({ probability }) => probability),
    );
    expect(alone).not.toHaveProperty('local');
    expect(sourcesOf(alone)).not.toContain('local_counts');
    expect(sourcesOf(shown)).toContain('local_counts');
    const [first] = shown.changes;
    expect(first).toMatchObject({ diagnosis: 'tumoral_calcinosis' });
    expect(first?.after).toBeGreaterThan(first?.before ?? 1);
    expect(first?.after).toBe(shown.differential[0]?.probability);
    const text = await calx('diagnose', facts, '--local', seed, '--lang', 'zh');
    expect(text.out).toMatch(
      /加入本地计数前后（li2015-synthetic，已证实 15 例）：\n {2}\d+\.\d % → \d+\.\d % \(\+/,
    );
  });

  it('leaves out the case that is read, by identifier or by what it states, and counts none twice', async () => {
    const [line = ''] = readFileSync(seed, 'utf8').split('\n');
    const { facts: stated, id } = JSON.parse(line) as { facts: object; id: string };
    write(stated);
    const shown = await diagnosed('--local', seed);
    expect(shown.local).toMatchObject({ leftOut: [id], sources: [{ kind: 'cases', cases: 14 }] });
    // One of the fifteen has no site.
    expect(hips(shown)).toBe(13);
    write({ ...reading, id });
    expect(hips(await diagnosed('--local', seed))).toBe(13);
    write(reading);
    const copy = file('copy.jsonl');
    writeFileSync(copy, readFileSync(seed));
    expect(hips(await diagnosed('--local', `${seed},${copy}`))).toBe(14);
  });

  it('takes a bundle and the store, together still counting each case once', async () => {
    write(reading);
    const bundle = file('own.json');
    const where = ['--source', 'z', '--population', 'synthetic', '--key', file('own.key'), '--out', bundle];
    expect((await calx('evidence', 'export', seed, ...where)).status).toBe(0);
    const { local } = await diagnosed('--local', bundle);
    expect(local).toMatchObject({ leftOut: [], sources: [{ name: 'z', kind: 'bundle', cases: null }] });
    expect(local.counts.length).toBeGreaterThan(5);
    expect(hips(await diagnosed('--local', `${seed},${bundle}`))).toBe(14);
    const store = ['--data', file('beside')];
    expect((await calx('cohort', 'import', seed, ...store)).status).toBe(0);
    expect(hips(await diagnosed('--local-store', ...store))).toBe(14);
    expect(hips(await diagnosed('--local-store', '--local', `${seed},${bundle}`, ...store))).toBe(14);
    // An imported case is known again by the identifier it came with.
    write({ ...reading, id: 'synthetic-li2015-03' });
    expect(hips(await diagnosed('--local-store', ...store))).toBe(13);
    expect((await calx('diagnose', facts, '--local', 'no such', ...store, '--lang', 'en')).err).toMatch(
      /no cohort of this name/,
    );
  }, 120_000);
});
