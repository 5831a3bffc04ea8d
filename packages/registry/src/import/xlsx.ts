import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { RegistryError } from '../error.ts';
import { sheetOf, type Sheet } from './sheet.ts';

/** A workbook may unpack to this much: far above a table of a million rows' worth of honest text. */
const MOST_BYTES = 2 ** 30;

/**
 * The first sheet of a workbook (XLSX); dates become ISO days, formulas their stored results.
 * @throws RegistryError `badXlsx`, `tableTooLarge`, and those of {@link sheetOf}.
 */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  if (unpackedBytes(bytes) > MOST_BYTES) {
    throw new RegistryError('badXlsx', {}, 'The workbook unpacks to more than a table can be.');
  }
  let cells: readonly (readonly unknown[])[];
  try {
    cells = await readSheet(Buffer.from(bytes));
  } catch {
    throw unreadable();
  }
  return sheetOf(cells.map((row) => row.map(textOf)));
}

/** As the ZIP's own directory says, before anything is unpacked. */
function unpackedBytes(bytes: Uint8Array): number {
  let sum = 0;
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => ((sum += originalSize), false) });
  } catch {
    throw unreadable();
  }
  return sum;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell)
    : '';
}

const unreadable = () =>
  new RegistryError('badXlsx', {}, 'The file is not an XLSX workbook; save it as XLSX or CSV.');
