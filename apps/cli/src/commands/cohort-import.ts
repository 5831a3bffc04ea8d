import { basename, extname } from 'node:path';
import { loadRelease } from '@calx/knowledge';
import { codedCase, type ImportEntry, type ImportProblem } from '@calx/registry';
import type { CasesImported } from '@calx/server';
import type { CommandSpec, Options } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, isExplained } from '../exit.ts';
import { readJson, readLimited, readText } from '../input.ts';
import { storeOptions, withRegistry } from '../registry.ts';

/** `calx cohort import`: cases of a table or of coded lines into the store, whole or not at all. */
export const cohortImport: CommandSpec = {
  name: 'import',
  text: 'cohortImport',
  arguments: [['<file>', 'table']],
  options: [
    { flags: '--mapping <file>', text: 'mapping' },
    { flags: '--dictionary <file>', text: 'dictionary' },
    { flags: '--keep-good', text: 'keepGood' },
    ...storeOptions,
  ],
  run: importFile,
};

const CODED = ['.jsonl', '.ndjson', '.json'];
/** Problems that people are shown; `--json` has the first thousand. */
const SHOWN = 20;

async function importFile(
  context: Context,
  [path = '']: readonly string[],
  options: Options,
): Promise<number> {
  const keepGood = options['keepGood'] === true;
  const read = CODED.includes(extname(path).toLowerCase())
    ? await readCoded(path)
    : await readTable(path, options);
  return withRegistry(options, async (registry) => {
    let result: CasesImported;
    try {
      result = Array.isArray(read)
        ? await registry.importCases(read, keepGood)
        : await registry.importTable(read.file, read.mapping, keepGood);
    } catch (error) {
      const refused = refusedOf(error);
      if (!refused) throw error;
      result = refused;
    }
    const whole = result.refused === 0 || keepGood;
    const problems = result.problems.map((problem) => ({ ...problem, message: sentence(problem, context) }));
    context.answer({ ...result, problems }, () =>
      [
        context.t(whole ? 'cli:cohort.imported' : 'cli:cohort.notImported', {
          imported: result.imported,
          refused: result.refused,
        }),
        ...problems.slice(0, SHOWN).map(({ message }) => `✗ ${message}`),
        ...(problems.length > SHOWN ? ['…'] : []),
      ].join('\n'),
    );
    return whole ? exit.done : exit.input;
  });
}

function refusedOf(error: unknown): CasesImported | undefined {
  if (!isExplained(error) || error.code !== 'import-refused') return undefined;
  return (error as unknown as { result: CasesImported }).result;
}

async function readCoded(path: string): Promise<ImportEntry[]> {
  const release = loadRelease();
  const lines = (await readText(path)).replace(/^\uFEFF/, '').split('\n');
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [codedCase(line, index + 1, release)]));
}

async function readTable(path: string, { mapping, dictionary }: Options) {
  const file = {
    name: basename(path),
    bytes: await readLimited(path),
    dictionary: typeof dictionary === 'string' ? await readLimited(dictionary) : undefined,
  };
  return { file, mapping: typeof mapping === 'string' ? await readJson(mapping) : undefined };
}

function sentence({ row, column, code, params }: ImportProblem, { t }: Context): string {
  const what = t(`registry:import.${code}`, params);
  return column === null
    ? t('registry:import.row', { row, what })
    : t('registry:import.place', { row, column, what });
}
