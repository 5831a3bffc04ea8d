/** What needs libraries that the page does not: Word documents and spreadsheets. */
export { paperToDocx } from './tables/docx.ts';
export { readCsv } from './import/csv.ts';
export { readXlsx } from './import/xlsx.ts';
