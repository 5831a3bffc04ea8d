import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { compileKnowledge } from './build-knowledge.js';
import { digestsOf } from './knowledge-changes.js';

const knowledge = join(dirname(fileURLToPath(import.meta.url)), '..', 'knowledge');
const copies = [];

/** The shipped folder with one source of its hundreds: enough to see how it is compiled. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'calx-knowledge-'));
  copies.push(folder);
  const kept = (path) => !/(evidence|profiles)[\\/]/.test(path) || path.endsWith('li2015.yaml');
  cpSync(knowledge, folder, { recursive: true, filter: kept });
  return folder;
}

afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true })));

it('compiles equal data to equal bytes, wherever they lie', () => {
  expect(JSON.stringify(compileKnowledge(copy()))).toBe(JSON.stringify(compileKnowledge(copy())));
});

it('picks up new files without code, and the hash tells', () => {
  const folder = copy();
  const before = compileKnowledge(folder);
  writeFileSync(join(folder, 'thresholds.txt'), 'not data');
  expect(compileKnowledge(folder).hash).toBe(before.hash);
  writeFileSync(join(folder, 'engine', 'new.yaml'), 'limit: { value: 1, source: assumed }\n');
  const after = compileKnowledge(folder);
  expect(after.engine.new).toEqual({ limit: { value: 1, source: 'assumed' } });
  expect(after.hash).not.toBe(before.hash);
});

it('says in one sentence which file is wrong', () => {
  const folder = copy();
  writeFileSync(join(folder, 'diseases', 'measles.yaml'), 'id: mumps\n');
  expect(() => compileKnowledge(folder)).toThrow(/measles.yaml: the id must be the file name, measles/);
  writeFileSync(join(folder, 'diseases', 'measles.yaml'), 'id: [\n');
  expect(() => compileKnowledge(folder)).toThrow(/measles.yaml: not valid YAML/);
});

it('says what changed since the release before: new, changed in what, taken out', () => {
  const folder = copy();
  const releases = join(folder, 'releases');
  rmSync(releases, { recursive: true, force: true });
  const before = compileKnowledge(folder);
  expect(before.changes).toBeNull();
  mkdirSync(releases);
  const kept = { version: '1.0.0', hash: before.hash, on: '2026-01-01', digests: digestsOf(before) };
  writeFileSync(join(releases, '1.0.0.json'), JSON.stringify(kept));
  const none = { added: [], changed: [], removed: [] };
  const since = { version: '1.0.0', hash: before.hash, on: '2026-01-01' };
  expect(compileKnowledge(folder).changes).toEqual({
    since,
    diseases: none,
    findings: none,
    sources: none,
    rules: none,
  });
  rmSync(join(folder, 'forms', 'desmoid.yaml'));
  rmSync(join(folder, 'evidence', 'li2015.yaml'));
  writeFileSync(join(folder, 'evidence', 'new.yaml'), 'id: new\nfigures: []\n');
  writeFileSync(join(folder, 'alarms', 'alarms.yaml'), 'alarms: []\n');
  const after = compileKnowledge(folder);
  expect(after.hash).not.toBe(before.hash);
  expect(after.changes).toEqual({
    since,
    diseases: { added: [], changed: [{ id: 'desmoid', what: ['forms'] }], removed: [] },
    findings: none,
    sources: { added: ['new'], changed: [], removed: ['li2015'] },
    rules: { added: [], changed: [{ id: 'alarms/alarms', what: [] }], removed: [] },
  });
});
