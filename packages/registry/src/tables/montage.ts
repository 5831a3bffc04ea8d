import { escapeHtml } from './table.ts';
import type { Figure } from './paper.ts';
import type { TableContext } from './words.ts';

/** An arrow from one place of a picture to another, as shares of its width and height, with a letter at its tail. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
  readonly letter: string;
}

/** One picture of a montage. */
export interface Panel {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly caption: string;
  readonly marks: readonly Mark[];
}

/** Columns, and the sides of a panel, in units of the drawing. */
const COLUMNS = 3;
const PANEL = { width: 300, height: 240, gap: 12, caption: 22 } as const;

/**
 * Key images side by side as SVG, lettered in order, with their arrows; each fits its frame whole. The pictures are
 * inside the drawing.
 */
export function montage(panels: readonly Panel[], { t }: TableContext): Figure {
  const title = t('registry:figure.montage');
  const columns = Math.min(COLUMNS, Math.max(1, panels.length));
  const cell = { width: PANEL.width + PANEL.gap, height: PANEL.height + PANEL.caption + PANEL.gap };
  const width = columns * cell.width + PANEL.gap;
  const height = Math.ceil(panels.length / columns) * cell.height + PANEL.gap;
  const parts = panels.map((panel, index) => {
    const x = PANEL.gap + (index % columns) * cell.width;
    const y = PANEL.gap + Math.floor(index / columns) * cell.height;
    return drawPanel(panel, letterOf(index), x, y);
  });
  const name = escapeHtml(title);
  const arrow =
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0 10 5 0 10z" fill="#fff" stroke="#000" stroke-width=".7"/></marker></defs>';
  return {
    id: 'montage',
    title,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}" font-family="sans-serif" font-size="12">\n<title>${name}</title>\n${arrow}\n${parts.join('\n')}\n</svg>\n`,
  };
}

function drawPanel(
  { type, bytes, width, height, caption, marks }: Panel,
  letter: string,
  x: number,
  y: number,
): string {
  const scale = Math.min(PANEL.width / width, PANEL.height / height);
  const [w, h] = [width * scale, height * scale];
  const [left, top] = [x + (PANEL.width - w) / 2, y + (PANEL.height - h) / 2];
  const at = (share: number, from: number, side: number) => (from + share * side).toFixed(1);
  const arrows = marks.flatMap((mark) => {
    const [x1, y1] = [at(mark.x, left, w), at(mark.y, top, h)];
    const [x2, y2] = [at(mark.toX, left, w), at(mark.toY, top, h)];
    const line = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`;
    return [
      // Dark below light: seen on black bone windows and on white calcium.
      `<line ${line} stroke="#000" stroke-width="4"/>`,
      `<line ${line} stroke="#fff" stroke-width="2" marker-end="url(#arrow)"/>`,
      ...(mark.letter ? [label(Number(x1), Number(y1) - 4, mark.letter)] : []),
    ];
  });
  return [
    `<rect x="${x}" y="${y}" width="${PANEL.width}" height="${PANEL.height}" fill="#000"/>`,
    `<image x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" href="data:${type};base64,${base64(bytes)}"/>`,
    ...arrows,
    label(x + 10, y + 20, letter),
    `<text x="${x}" y="${y + PANEL.height + 16}">${escapeHtml(`${letter}  ${caption}`.trim())}</text>`,
  ].join('\n');
}

const label = (x: number, y: number, text: string) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="18" font-weight="bold" fill="#fff" stroke="#000" stroke-width="3" paint-order="stroke">${escapeHtml(text)}</text>`;

/** A to Z, then AA, AB, ... */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

function base64(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}
