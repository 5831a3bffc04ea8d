export { comparisonTable, type Groups } from './compare.ts';
export { agePyramid, findingMatrix } from './figures.ts';
export { methodsParagraph } from './methods.ts';
export { seriesTables } from './series-tables.ts';
export { stageOf } from './stage.ts';
export { escapeHtml, tableToCsv, tableToHtml, tableToText, type Table } from './table.ts';
export type { TableContext } from './words.ts';
