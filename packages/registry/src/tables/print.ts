import { RegistryError } from '../error.ts';
import type { Paper } from './paper.ts';
import { escapeHtml, tableToCsv, tableToHtml, tableToText } from './table.ts';

/** Forms of a paper that are text. DOCX is in `@calx/registry/node`. */
export const PAPER_FORMATS = ['txt', 'csv', 'html', 'svg'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** A paper as one text in that form; `svg` has the figures, one below the other. */
export function printPaper(paper: Paper, format: PaperFormat): string {
  switch (format) {
    case 'txt':
      return `${[...paper.tables.map(tableToText), paper.methods].join('\n\n')}\n`;
    case 'csv':
      // The mark tells a spreadsheet that the file is UTF-8.
      return `\uFEFF${paper.tables.map((table) => `${table.title}\r\n${tableToCsv(table)}`).join('\r\n')}`;
    case 'html':
      return toHtml(paper);
    case 'svg':
      return stackFigures(paper);
  }
}

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;border-block:1.5px solid;margin-top:2rem}' +
  'caption{text-align:start;font-weight:600}thead{border-bottom:1px solid}' +
  'th,td{padding:.15rem 1rem .15rem 0;text-align:start;vertical-align:top;font-weight:400}' +
  '.note{font-size:.85rem;margin:.25rem 0}figure{margin:2rem 0}svg{max-width:100%;height:auto}';

function toHtml({ lang, title, tables, figures, methods }: Paper): string {
  return [
    `<!doctype html>\n<html lang="${lang}">\n<meta charset="utf-8">\n<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>\n<h1>${escapeHtml(title)}</h1>`,
    ...tables.map(tableToHtml),
    ...figures.map(
      (figure) => `<figure>${figure.svg}<figcaption>${escapeHtml(figure.title)}</figcaption></figure>`,
    ),
    `<p>${escapeHtml(methods)}</p>\n</html>\n`,
  ].join('\n');
}

const GAP = 24;

function stackFigures({ figures }: Paper): string {
  if (figures.length === 0) throw new RegistryError('noFigures', {}, 'The cohort has nothing to draw.');
  let height = 0;
  let width = 0;
  const placed = figures.map(({ svg }) => {
    const [, w = '0', h = '0'] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg) ?? [];
    const at = height;
    height += Number(h) + GAP;
    width = Math.max(width, Number(w));
    return svg.replace('<svg ', `<svg x="0" y="${at}" width="${w}" height="${h}" `);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n<rect width="100%" height="100%" fill="#fff"/>\n${placed.join('')}</svg>\n`;
}
