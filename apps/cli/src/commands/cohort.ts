import { basename, extname } from 'node:path';
import { loadRelease, type Lang } from '@calx/knowledge';
import {
  agePyramid,
  escapeHtml,
  findingMatrix,
  methodsParagraph,
  readCohort,
  seriesTables,
  tableToCsv,
  tableToHtml,
  tableToText,
  type FrozenCohort,
  type Table,
} from '@calx/registry';
import type { CommandSpec } from '../command-spec.ts';
import { exit, UsageError } from '../exit.ts';
import { readText } from '../input.ts';
import { writeWhole } from '../output.ts';

export const cohort: CommandSpec = {
  name: 'cohort',
  text: 'cohort',
  children: [
    {
      name: 'table',
      text: 'cohortTable',
      arguments: [['<cohort>', 'cohort']],
      options: [{ flags: '--out <file>', text: 'outFile' }],
      run: async (context, [path = ''], options) => {
        const out = typeof options['out'] === 'string' ? options['out'] : undefined;
        const print = printerOf(out ?? 'tables.txt');
        const frozen = await readCohortFile(path);
        const words = { release: loadRelease(), lang: context.lang, t: context.t };
        const paper: Paper = {
          lang: context.lang,
          tables: seriesTables(frozen.cases, words),
          methods: methodsParagraph(frozen, words),
          figures: [agePyramid(frozen.cases, words), findingMatrix(frozen.cases, words)],
        };
        if (out) await writeWhole(out, print(paper));
        const { tables, methods } = paper;
        context.answer(
          { cohort: frozen.name, sha256: frozen.sha256, tables, methods, ...(out && { out }) },
          () => (out ? context.t('cli:cohort.written', { path: out }) : print(paper)),
        );
        return exit.done;
      },
    },
  ],
};

/** A cohort from a file of cases, or one that was frozen. */
export async function readCohortFile(path: string): Promise<FrozenCohort> {
  return readCohort(await readText(path), basename(path, extname(path)));
}

interface Paper {
  readonly lang: Lang;
  readonly tables: readonly Table[];
  readonly methods: string;
  /** SVG. */
  readonly figures: readonly string[];
}

type Printer = (paper: Paper) => string;

const printers: Readonly<Record<string, Printer>> = {
  '.txt': ({ tables, methods }) => `${[...tables.map(tableToText), methods].join('\n\n')}\n`,
  // The mark tells a spreadsheet that the file is UTF-8.
  '.csv': ({ tables }) =>
    `\uFEFF${tables.map((table) => `${table.title}\r\n${tableToCsv(table)}`).join('\r\n')}`,
  '.html': ({ lang, tables, methods, figures }) =>
    [
      `<!doctype html>\n<html lang="${lang}">\n<meta charset="utf-8">\n<title>Calx</title>`,
      ...tables.map(tableToHtml),
      ...figures,
      `<p>${escapeHtml(methods)}</p>\n</html>\n`,
    ].join('\n'),
};

function printerOf(path: string): Printer {
  const known = Object.keys(printers);
  const print = printers[extname(path).toLowerCase()];
  if (!print) throw new UsageError('cli:error.tableFormat', { path, known: known.join(', ') });
  return print;
}
