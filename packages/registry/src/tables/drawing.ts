import { escapeHtml } from './table.ts';

/** Height of a line of text and of a mark, in units of the drawing. */
export const LINE = 20;

/** A drawing of its own size with its title; every text in it is escaped. */
export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  const name = escapeHtml(title);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}" font-family="sans-serif" font-size="12">\n<title>${name}</title>\n${parts.join('\n')}\n</svg>\n`;
}

export const bar = (x: number, y: number, width: number, fill: string) =>
  `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${LINE - 3}" fill="${fill}"/>`;

export const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start') =>
  `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${escapeHtml(words)}</text>`;
