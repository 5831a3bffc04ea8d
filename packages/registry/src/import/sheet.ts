import { RegistryError } from '../error.ts';

/** A table as it came: the names of its columns, and every cell as text. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const SHEET_LIMITS = { rows: 1_000_000, columns: 2_000, cell: 20_000 } as const;

/**
 * The first row names the columns; empty rows and columns without a name and content are left out.
 * @throws RegistryError `emptyTable`, `tableTooLarge`, `sameColumns`.
 */
export function sheetOf(lines: readonly (readonly string[])[]): Sheet {
  const [head = [], ...rest] = lines;
  const named = head.map((name, index) => ({ name: name.trim(), index })).filter(({ name }) => name !== '');
  const rows = rest.map((row) => named.map(({ index }) => (row[index] ?? '').trim()));
  if (named.length === 0 || rows.every((row) => row.every((cell) => cell === ''))) {
    throw new RegistryError('emptyTable', {}, 'The table has no rows below the names of its columns.');
  }
  const { rows: mostRows, columns: mostColumns, cell } = SHEET_LIMITS;
  if (
    rows.length > mostRows ||
    named.length > mostColumns ||
    rows.some((row) => row.some((text) => text.length > cell))
  ) {
    throw new RegistryError(
      'tableTooLarge',
      { rows: mostRows, columns: mostColumns, cell },
      `The table has more than ${mostRows} rows, ${mostColumns} columns or ${cell} characters in a cell.`,
    );
  }
  const columns = named.map(({ name }) => name);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new RegistryError('sameColumns', { column: twice }, `Two columns are named ${twice}.`);
  }
  return { columns, rows };
}
