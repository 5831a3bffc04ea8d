import type { Mapping, TablePreview } from '@calx/registry';
import type { Lang } from '@calx/knowledge';
import { ApiError } from '../../api/client.ts';
import { sendLines, upload } from './http.ts';

/** A row or a cell that can't be taken, with the reason in the language that was asked for. */
export interface ImportProblem {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
}

export interface Imported {
  readonly imported: number;
  readonly refused: number;
  readonly problems: readonly ImportProblem[];
}

export interface TableFiles {
  readonly file: File;
  /** The dictionary of a REDCap project. */
  readonly dictionary?: File;
}

const parts = ({ file, dictionary }: TableFiles): readonly (readonly [string, File])[] => [
  ['file', file],
  ...(dictionary ? [['dictionary', dictionary] as const] : []),
];

export const previewTable = (files: TableFiles, lang: Lang): Promise<TablePreview<ImportProblem>> =>
  upload(`/registry/tables/preview?lang=${lang}`, {}, parts(files));

/** Stores the cases of a table; with a bad row all or, if so asked, only that row stays out. */
export const importTable = (
  files: TableFiles,
  mapping: Mapping,
  lang: Lang,
  keepGood: boolean,
): Promise<Imported> =>
  upload(
    `/registry/tables?lang=${lang}${keepGood ? '&keepGood' : ''}`,
    { mapping: JSON.stringify(mapping) },
    parts(files),
  );

/** Stores cases in the case format or as Phenopackets, one a line. */
export const importLines = (file: File, lang: Lang, keepGood: boolean): Promise<Imported> =>
  sendLines(`/registry/cases?lang=${lang}${keepGood ? '&keepGood' : ''}`, file);

/** The bad rows for which nothing was stored; undefined for any other failure. */
export function refusedRows(error: unknown): Imported | undefined {
  if (!(error instanceof ApiError) || error.code !== 'import-refused') return undefined;
  const { refused, problems } = error.body as Partial<Imported>;
  return { imported: 0, refused: refused ?? 0, problems: problems ?? [] };
}
