// What a release of the knowledge changed against the one before it, unit by unit.
// A published release leaves `knowledge/releases/<version>.json`: the digest of every unit. Publish the next one with
//   node scripts/knowledge-changes.js VERSION YYYY-MM-DD
// which keeps the digests of the present release under its version and date, and then names the data VERSION.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Sections whose every file is a rule of the method. */
const RULES = [
  'acts',
  'alarms',
  'anatomy',
  'background',
  'engine',
  'lexicon',
  'packs',
  'priors',
  'quantifiers',
  'thresholds',
];
const KINDS = ['diseases', 'findings', 'sources', 'rules'];

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Keys in alphabetical order all the way down, so that equal data give equal bytes. */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(byName)
      .map((key) => [key, sorted(value[key])]),
  );
}

const digest = (value) =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value ?? null)))
    .digest('hex')
    .slice(0, 12);
const mapped = (records, of) =>
  Object.fromEntries(Object.entries(records).map(([id, record]) => [id, of(record, id)]));

/** The digests of a release by kind and id; those of a disease by what is said of it. */
export function digestsOf(content) {
  const about = (list, id) => (list ?? []).filter(({ diagnosis }) => diagnosis === id);
  return {
    diseases: mapped(content.diseases, (disease, id) => ({
      definition: digest(disease),
      profile: digest(content.profiles[id]),
      forms: digest(content.forms[id]),
      presentations: digest(about(content.presentations, id)),
      cases: digest(about(content.cases, id)),
    })),
    findings: Object.fromEntries(content.variables.map((variable) => [variable.id, digest(variable)])),
    sources: mapped(content.sources, digest),
    rules: {
      ...Object.fromEntries(
        RULES.flatMap((section) =>
          Object.entries(content[section] ?? {}).map(([file, data]) => [`${section}/${file}`, digest(data)]),
        ),
      ),
      laboratory: digest(content.laboratory),
      overlaps: digest(content.overlaps),
    },
  };
}

/** The latest release kept in the folder, or undefined. */
export function lastRelease(folder) {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .sort((a, b) => byName(a.on, b.on) || byName(a.version, b.version))
    .at(-1);
}

/** What `content` adds, changes and removes against an earlier release; null without one. */
export function changesSince(past, content) {
  if (!past) return null;
  const now = digestsOf(content);
  const compare = (before, after) => ({
    added: Object.keys(after).filter((id) => !(id in before)),
    changed: Object.keys(after).flatMap((id) => {
      if (!(id in before)) return [];
      const parts = typeof after[id] === 'string' ? [] : Object.keys(after[id]);
      const what = parts.filter((part) => after[id][part] !== before[id][part]);
      return (parts.length > 0 ? what.length > 0 : after[id] !== before[id]) ? [{ id, what }] : [];
    }),
    removed: Object.keys(before).filter((id) => !(id in after)),
  });
  return {
    since: { version: past.version, hash: past.hash, on: past.on },
    ...Object.fromEntries(KINDS.map((kind) => [kind, compare(past.digests[kind], now[kind])])),
  };
}

/** Keeps the digests of the present release and names the data `version`. */
async function publish(version, on) {
  // Imported here: the build itself reads this file.
  const { compileKnowledge } = await import('./build-knowledge.js');
  const knowledge = join(dirname(fileURLToPath(import.meta.url)), '..', 'knowledge');
  const release = compileKnowledge(knowledge);
  const folder = join(knowledge, 'releases');
  mkdirSync(folder, { recursive: true });
  const kept = { version: release.version, hash: release.hash, on, digests: digestsOf(release) };
  writeFileSync(join(folder, `${release.version}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(
    join(knowledge, 'release.yaml'),
    `# The version of the data; the content hash is computed by the build.\nversion: ${version}\n`,
  );
  console.log(`kept ${release.version}; the data are now ${version}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [version, on] = process.argv.slice(2);
  if (!version || !/^\d{4}-\d{2}-\d{2}$/.test(on ?? '')) {
    console.error('Say the next version and the day: node scripts/knowledge-changes.js 2026.12.0 2026-12-01');
    process.exit(2);
  }
  // Not awaited at the top of the module, which the build waits for in turn.
  publish(version, on).catch((error) => {
    console.error(error.message);
    process.exitCode = 3;
  });
}
