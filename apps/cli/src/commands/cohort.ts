import { extname } from 'node:path';
import { loadRelease } from '@calx/knowledge';
import {
  careChecklist,
  jbiChecklist,
  lackingText,
  PAPER_FORMATS,
  printPaper,
  writePaper,
} from '@calx/registry';
import type { Paper, PaperFormat, PaperOptions } from '@calx/registry';
import { z } from 'zod';
import type { CommandSpec, Options } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, InputError, UsageError } from '../exit.ts';
import { readText } from '../input.ts';
import { writeWhole } from '../output.ts';
import { readCohortOf, storeOptions } from '../registry.ts';
import { parseYaml } from '../yaml.ts';
import { cohortAgreement } from './cohort-agreement.ts';
import { cohortImport } from './cohort-import.ts';

export const cohort: CommandSpec = {
  name: 'cohort',
  text: 'cohort',
  children: [
    {
      name: 'table',
      text: 'cohortTable',
      arguments: [['<cohort>', 'cohort']],
      options: [
        { flags: '--out <file>', text: 'tableFile' },
        { flags: '--compare <groups>', text: 'compare' },
        { flags: '--test <finding>', text: 'test' },
        { flags: '--truth <diagnosis>', text: 'truth' },
        ...storeOptions,
      ],
      run: tables,
    },
    {
      name: 'check',
      text: 'cohortCheck',
      arguments: [['<cohort>', 'cohort']],
      options: [{ flags: '--texts <file>', text: 'texts' }, ...storeOptions],
      run: check,
    },
    cohortImport,
    cohortAgreement,
  ],
};

async function tables(context: Context, [name = '']: readonly string[], options: Options): Promise<number> {
  const out = textOption(options, 'out');
  const format = formatOf(out ?? 'tables.txt');
  const answered = await readCohortOf(name, options);
  const asked: PaperOptions = {
    compare: textOption(options, 'compare'),
    test: textOption(options, 'test'),
    truth: textOption(options, 'truth'),
  };
  const words = { release: loadRelease(), lang: context.lang, t: context.t };
  const paper = writePaper(answered, words, asked);
  if (out) await writeWhole(out, await print(paper, format));
  context.answer(
    {
      cohort: answered.name,
      sha256: answered.sha256 ?? null,
      tables: paper.tables,
      methods: paper.methods,
      ...(out && { out }),
    },
    () => (out ? context.t('cli:cohort.written', { path: out }) : printPaper(paper, 'txt')),
  );
  return exit.done;
}

type Format = PaperFormat | 'docx';

async function print(paper: Paper, format: Format): Promise<string | Uint8Array> {
  if (format !== 'docx') return printPaper(paper, format);
  const { paperToDocx } = await import('@calx/registry/node');
  return paperToDocx(paper);
}

function formatOf(path: string): Format {
  const known: readonly Format[] = [...PAPER_FORMATS, 'docx'];
  const format = known.find((one) => `.${one}` === extname(path).toLowerCase());
  if (format) return format;
  const endings = known.map((one) => `.${one}`).join(', ');
  throw new UsageError('cli:error.tableFormat', { path, known: endings });
}

const textsSchema = z.record(z.string().max(100), z.string().max(100_000));

/** What the paper of a cohort still lacks: CARE for one case, JBI for a series. Exit 1 while something is missing. */
async function check(context: Context, [name = '']: readonly string[], options: Options): Promise<number> {
  const release = loadRelease();
  const answered = await readCohortOf(name, options);
  const file = textOption(options, 'texts');
  const sections = file === undefined ? {} : await readTexts(file);
  const { t } = context;
  const [only, ...others] = answered.cases;
  const single = only !== undefined && others.length === 0;
  const items = single
    ? careChecklist(only, sections, release).map(({ missing, ...item }) => ({
        ...item,
        label: t(`registry:care.${item.id}`),
        missing: missing.map((what) => careText(what, context)),
      }))
    : jbiChecklist(answered, sections, release).map(({ missing, ...item }) => ({
        ...item,
        label: t(`registry:jbi.${item.id}`),
        missing: missing.map((lack) => lackingText(lack, t)),
      }));
  const open = items.filter(({ done }) => !done).length;
  context.answer({ checklist: single ? 'CARE' : 'JBI', cohort: answered.name, items, open }, () =>
    [
      t('cli:cohort.checklist', {
        checklist: single ? 'CARE' : 'JBI',
        name: answered.name,
        open,
        of: items.length,
      }),
      ...items.map(
        ({ item, label, done, missing }) =>
          `${done ? '✓' : '✗'} ${item.padEnd(3)} ${label}${done ? '' : `: ${missing.join(context.lang === 'zh' ? '、' : ', ')}`}`,
      ),
    ].join('\n'),
  );
  return open === 0 ? exit.done : exit.no;
}

/** A datum of the case, or a passage of the report. */
function careText(what: string, { t }: Context): string {
  const key = `registry:lacking.${what}`;
  const datum = t(key);
  const unknown = datum === key || datum === `lacking.${what}`;
  return unknown ? t('registry:lacking.section', { what: t(`registry:section.${what}`) }) : datum;
}

/** The authors' own passages: a YAML map of name to text. */
async function readTexts(path: string): Promise<Record<string, string>> {
  const texts = textsSchema.safeParse(parseYaml(path, await readText(path)));
  if (!texts.success) throw new InputError('cli:error.notTexts', { path });
  return texts.data;
}

function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
