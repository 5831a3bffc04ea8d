import { extname } from 'node:path';
import { loadRelease, variableLabel } from '@calx/knowledge';
import { tableToCsv, tableToText, type Proportion, type StudyAgreement, type Table } from '@calx/registry';
import type { CommandSpec } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, UsageError } from '../exit.ts';
import { writeWhole } from '../output.ts';
import { storeOptions, withRegistry } from '../registry.ts';

/** `calx cohort agreement`: how the readers of a study agree, with intervals, and how often each was right. */
export const cohortAgreement: CommandSpec = {
  name: 'agreement',
  text: 'cohortAgreement',
  arguments: [['<study>', 'readerStudy']],
  options: [{ flags: '--out <file>', text: 'agreementFile' }, ...storeOptions],
  run: async (context, [study = ''], options) => {
    const out = typeof options['out'] === 'string' ? options['out'] : undefined;
    const known = ['.txt', '.csv'];
    if (out !== undefined && !known.includes(extname(out).toLowerCase())) {
      throw new UsageError('cli:error.tableFormat', { path: out, known: known.join(', ') });
    }
    const agreement = await withRegistry(options, (registry) => registry.agreement(study));
    const tables = tablesOf(agreement, context);
    if (out) {
      const csv = extname(out).toLowerCase() === '.csv';
      const print = (table: Table) => (csv ? `${table.title}\r\n${tableToCsv(table)}` : tableToText(table));
      await writeWhole(out, `${csv ? '\uFEFF' : ''}${tables.map(print).join(csv ? '\r\n' : '\n\n')}\n`);
    }
    context.answer({ study, ...agreement, ...(out && { out }) }, () =>
      out ? context.t('cli:cohort.written', { path: out }) : tables.map(tableToText).join('\n\n'),
    );
    return exit.done;
  },
};

/** One table a round, then who was right. The words are those of the page. */
function tablesOf({ rounds, proven }: StudyAgreement, { t: translate, lang }: Context): Table[] {
  const t = (key: string, params?: Record<string, string>) =>
    translate(`registry-pages:readers.${key}`, params);
  const release = loadRelease();
  const roundName = (id: string) => (['alone', 'supported'].includes(id) ? t(`round.${id}`) : id);
  const aboutName = (about: string) =>
    about === 'diagnosis' || about === 'suspicion' ? t(about) : variableLabel(release, about)[lang];
  const agreed = rounds.map(({ id, rows }): Table => ({
    id: `agreement-${id}`,
    title: t('agreementOf', { round: roundName(id) }),
    columns: ['about', 'cases', 'percent', 'kappa', 'weightedKappa', 'alpha', 'icc'].map((column) =>
      t(column),
    ),
    rows: rows.map(({ about, cases, percent, kappa, weightedKappa, alpha, icc }) => [
      aboutName(about),
      String(cases),
      shareText(percent),
      coefficient(kappa?.kappa, kappa),
      coefficient(weightedKappa?.kappa, weightedKappa),
      coefficient(alpha?.value, alpha),
      coefficient(icc?.value, icc),
    ]),
    notes: [t('agreementNote')],
  }));
  if (proven === 0) return agreed;
  const readers = rounds[0]?.accuracy.map(({ reader }) => reader) ?? [];
  const rightOf = (reader: string, { accuracy }: StudyAgreement['rounds'][number]) =>
    accuracy.find((one) => one.reader === reader)?.right ?? null;
  const right: Table = {
    id: 'accuracy',
    title: t('accuracy'),
    columns: [t('reader'), ...rounds.map(({ id }) => roundName(id))],
    rows: readers.map((reader) => [reader, ...rounds.map((round) => shareText(rightOf(reader, round)))]),
    notes: [],
  };
  return [...agreed, right];
}

function shareText(share: Proportion | null): string {
  if (!share) return '–';
  const [value, low, high] = [share.share, share.low, share.high].map((part) => (100 * part).toFixed(0));
  return `${share.k}/${share.n} ${value} % (${low}, ${high})`;
}

function coefficient(
  value: number | undefined,
  bounds: { readonly low: number; readonly high: number } | null,
): string {
  if (value === undefined || !bounds) return '–';
  const [shown, low, high] = [value, bounds.low, bounds.high].map((number) =>
    number.toFixed(2).replace(/^-0\.00$/, '0.00'),
  );
  return `${shown} (${low}, ${high})`;
}
