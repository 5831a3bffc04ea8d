// The licences of what is installed with Calx: `npm run licences` writes docs/third-party-licences.md, and a test fails
// on a licence that is unknown or would bind Calx's own code.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..');

/** SPDX names of licences that ask for no more than their notice; the Mozilla licence binds its own files alone. */
const PERMISSIVE = new Set([
  'MIT',
  'MPL-2.0',
  'ISC',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Does an SPDX expression leave a way to use the package under permissive licences alone? */
export function isPermissive(expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((name) => PERMISSIVE.has(name)));
}

/** Every package that is installed to run Calx, with its version and SPDX expression; sorted by name. */
export function installed(lock, folder = root) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.dev)
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      licence: entry.license ?? ofManifest(join(folder, path, 'package.json')),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** Old packages list their licences where the lock file does not look. */
function ofManifest(path) {
  if (!existsSync(path)) return 'unknown';
  const { licenses = [] } = JSON.parse(readFileSync(path, 'utf8'));
  return licenses.map(({ type }) => type).join(' OR ') || 'unknown';
}

export const readLock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

function asMarkdown(packages) {
  const licences = [...new Set(packages.map(({ licence }) => licence))].sort();
  const sections = licences.map((licence) => {
    const of = packages.filter((one) => one.licence === licence);
    const names = new Set(of.map(({ name, version }) => `${name} ${version}`));
    return `## ${licence}\n\n${[...names].join(', ')}\n`;
  });
  return [
    '# Third-party licences\n',
    'Packages that are installed to run Calx, by licence; each carries its own text. Written by `npm run licences`.\n',
    ...sections,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(join(root, 'docs/third-party-licences.md'), asMarkdown(installed(readLock())));
