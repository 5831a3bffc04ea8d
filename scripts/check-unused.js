// Finds what nobody uses: exported values that no other file names and no index opens whole (types may describe
// a shape that only passes through), and dependencies that no file of their package imports.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..');
const source = /\.(ts|tsx|js|mjs|cjs)$/;
const skipped = new Set(['node_modules', 'dist', 'generated', 'out', '.git']);

function walk(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (skipped.has(name)) return [];
    if (statSync(path).isDirectory()) return walk(path);
    return source.test(name) ? [path] : [];
  });
}

const folders = ['packages', 'apps', 'e2e', 'scripts', 'benchmarks'].map((name) => join(root, name));
const files = folders.flatMap(walk).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const words = files.map(({ path, text }) => ({ path, names: new Set(text.match(/[A-Za-z_$][\w$]*/g)) }));

const opened = new Set(
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/^export \* from '(\.[^']+)'/gm)].map(([, target]) => join(dirname(path), target)),
  ),
);
const exported =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|enum) ([\w$]+)/gm;
const unusedExports = files
  .filter(({ path }) => /(packages|apps)\/[^/]+\/src\//.test(path) && !opened.has(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(exported)]
      .map(([, name]) => name)
      .filter((name) => !words.some((other) => other.path !== path && other.names.has(name)))
      .map((name) => `${relative(root, path)}: nobody else uses the export ${name}`),
  );

const unusedDependencies = ['packages', 'apps'].flatMap((group) =>
  readdirSync(join(root, group)).flatMap((name) => {
    const folder = join(root, group, name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = walk(folder)
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n');
    return Object.keys(dependencies)
      .filter(
        (dependency) => !new RegExp(`['"]${dependency.replace(/[/.]/g, '\\$&')}(/[^'"]*)?['"]`).test(text),
      )
      .map((dependency) => `${group}/${name}/package.json: nothing imports ${dependency}`);
  }),
);

const problems = [...unusedExports, ...unusedDependencies];
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'nothing unused' : `${problems.length} unused`);
process.exitCode = problems.length === 0 ? 0 : 1;
