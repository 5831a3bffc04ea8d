import { parse } from 'csv-parse/sync';
import { RegistryError } from '../error.ts';
import { sheetOf, type Sheet } from './sheet.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * A table from CSV (RFC 4180) in UTF-8; commas, semicolons and tabs between the cells are told apart by the first
 * line.
 * @throws RegistryError `badCsv` with the line, and those of {@link sheetOf}.
 */
export function readCsv(text: string): Sheet {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    return sheetOf(parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false }));
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    const { lines = 0 } = error as { lines?: number };
    throw new RegistryError('badCsv', { line: lines }, `The table can't be read as CSV at line ${lines}.`);
  }
}
