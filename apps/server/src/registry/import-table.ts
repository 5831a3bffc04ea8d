import type pg from 'pg';
import { loadRelease } from '@calx/knowledge';
import {
  columnsKey,
  decodeRedcap,
  readMapping,
  rowsToCases,
  suggestMapping,
  type ImportProblem,
  type Mapping,
  type Sheet,
  type TablePreview,
} from '@calx/registry';
import { readCsv, readXlsx } from '@calx/registry/node';
import { ServerError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { importCases, type CasesImported } from '../store/import-cases.ts';
import { readRecord, saveRecord } from '../store/records.ts';

/** A table that came in: its bytes, and the REDCap dictionary that belongs to it. */
export interface TableFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly dictionary?: Uint8Array | undefined;
}

interface ReadTable {
  readonly format: TablePreview<ImportProblem>['format'];
  readonly sheet: Sheet;
  /** What the columns are called elsewhere. */
  readonly labels: ReadonlyMap<string, string>;
}

const SAMPLES = 3;
const PREVIEWED_PROBLEMS = 100;
/** First bytes of every ZIP, and so of every XLSX. */
const ZIP_MARK = 'PK';

/** @throws RegistryError for what is no table, ServerError `table-text` for text that is not UTF-8. */
export async function readTable({ bytes, dictionary }: TableFile): Promise<ReadTable> {
  const zipped = Buffer.from(bytes.subarray(0, ZIP_MARK.length)).toString('latin1') === ZIP_MARK;
  const sheet = zipped ? await readXlsx(bytes) : readCsv(textOf(bytes));
  if (!dictionary) return { format: zipped ? 'xlsx' : 'csv', sheet, labels: new Map() };
  return { format: 'redcap', ...decodeRedcap(sheet, readCsv(textOf(dictionary))) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ServerError('table-text');
  }
}

/** Shows a table and how it would be read: as before, or as its columns suggest. Stores nothing. */
export async function previewTable(db: Queryable, file: TableFile): Promise<TablePreview<ImportProblem>> {
  const release = loadRelease();
  const { format, sheet, labels } = await readTable(file);
  const held = await rememberedMapping(db, sheet);
  const mapping = held ?? suggestMapping(sheet, release, labels);
  const problems: ImportProblem[] = [];
  for (const entry of rowsToCases(sheet, mapping, release)) {
    if ('problems' in entry) problems.push(...entry.problems);
    if (problems.length >= PREVIEWED_PROBLEMS) break;
  }
  const columns = sheet.columns.map((name, index) => {
    const cells = sheet.rows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
    const samples = [...new Set(cells)].slice(0, SAMPLES);
    return { name, label: labels.get(name) ?? null, samples, filled: cells.length };
  });
  return {
    format,
    rows: sheet.rows.length,
    columns,
    mapping,
    remembered: held !== undefined,
    problems: problems.slice(0, PREVIEWED_PROBLEMS),
  };
}

/**
 * Stores the cases of a table and remembers how it was read. Without a mapping the remembered one is used, else the
 * suggested one.
 * @throws RefusedImport with a bad row, unless `keepGood`; nothing is stored then.
 */
export async function importTable(
  pool: pg.Pool,
  file: TableFile,
  asked: unknown,
  options: { readonly by: string; readonly keepGood: boolean },
): Promise<CasesImported> {
  const release = loadRelease();
  const { sheet, labels } = await readTable(file);
  const mapping =
    asked === undefined
      ? ((await rememberedMapping(pool, sheet)) ?? suggestMapping(sheet, release, labels))
      : readMapping(asked, release);
  if (Object.values(mapping.columns).every((target) => target === null))
    throw new ServerError('table-unmapped');
  const result = await importCases(pool, rowsToCases(sheet, mapping, release), options);
  await rememberMapping(pool, sheet, mapping, options.by);
  return result;
}

async function rememberedMapping(db: Queryable, sheet: Sheet): Promise<Mapping | undefined> {
  return (await readRecord<'import-mapping'>(db, 'import-mapping', columnsKey(sheet)))?.document;
}

async function rememberMapping(pool: pg.Pool, sheet: Sheet, document: Mapping, by: string): Promise<void> {
  const key = columnsKey(sheet);
  const version = (await readRecord(pool, 'import-mapping', key))?.version ?? 0;
  await saveRecord(pool, { kind: 'import-mapping', key, version, document, by });
}
