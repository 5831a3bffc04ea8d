import { findVariable, valueLabel } from '@calx/knowledge';
import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { countValues } from '../evidence/count.ts';
import { LINE, svg, text } from './drawing.ts';
import type { TableContext } from './words.ts';

const placesSchema = z.object({
  places: z.record(z.string(), z.object({ x: z.number(), y: z.number(), side: z.enum(['left', 'right']) })),
});

const SITE = 'site';
/** Room for the labels of one side, and for the outline between them. */
const LABEL_WIDTH = 200;
const BODY_WIDTH = 200;
const BODY_HEIGHT = 400;
/** Radius of the mark of the most frequent site, and the least that can be seen. */
const LARGEST = 15;
const SMALLEST = 4;
const SKIN = '#d9dee5';

/** An outline of the body seen from the front; its parts are strokes with round ends. */
const OUTLINE = [
  `<circle cx="100" cy="28" r="18" fill="${SKIN}"/>`,
  `<path d="M92 42h16v14h-16z M76 56h48q14 2 15 18l-8 60 6 54q-36 12-74 0l6-54-8-60q1-16 15-18z" fill="${SKIN}"/>`,
  limb('M68 70 52 134 39 196', 17),
  limb('M132 70 148 134 161 196', 17),
  limb('M83 190 82 280 81 352', 27),
  limb('M117 190 118 280 119 352', 27),
  limb('M37 200 35 210', 14),
  limb('M163 200 165 210', 14),
  limb('M80 362 72 370', 16),
  limb('M120 362 128 370', 16),
].join('\n');

/** Sites of the lesions on an outline of the body as SVG: area of a mark by count, each with its name and count. */
export function bodyMap(cases: readonly RegistryCase[], { release, lang, t }: TableContext): string {
  const { places } = placesSchema.parse(release.anatomy['body-map']);
  const variable = findVariable(release, SITE);
  const counts = (variable ? countValues(cases, variable) : []).filter(({ k }) => k > 0);
  const most = Math.max(1, ...counts.map(({ k }) => k));
  const marks = counts.flatMap(({ value, k }) => {
    const place = places[value];
    const label = `${valueLabel(release, SITE, value)[lang]} ${k}`;
    return place ? [{ ...place, label, radius: Math.max(SMALLEST, LARGEST * Math.sqrt(k / most)) }] : [];
  });
  const labels = (['left', 'right'] as const).flatMap((side) => {
    const own = marks.filter((mark) => mark.side === side).sort((a, b) => a.y - b.y);
    let free = 0;
    return own.map(({ x, y, label }) => {
      const at = Math.max(y, free);
      free = at + LINE;
      const edge = side === 'left' ? LABEL_WIDTH : LABEL_WIDTH + BODY_WIDTH;
      const line = `<path d="M${LABEL_WIDTH + x} ${y + LINE}L${edge} ${at + LINE}" fill="none" stroke="#666"/>`;
      const gap = side === 'left' ? -6 : 6;
      return line + text(edge + gap, at + LINE + 4, label, side === 'left' ? 'end' : 'start');
    });
  });
  const dots = marks.map(
    ({ x, y, radius }) =>
      `<circle cx="${LABEL_WIDTH + x}" cy="${y + LINE}" r="${radius.toFixed(1)}" fill="#b5476b" stroke="#fff"/>`,
  );
  return svg(2 * LABEL_WIDTH + BODY_WIDTH, BODY_HEIGHT + LINE, t('registry:figure.bodyMap'), [
    `<g transform="translate(${LABEL_WIDTH} ${LINE})">${OUTLINE}</g>`,
    ...labels,
    ...dots,
  ]);
}

function limb(path: string, width: number): string {
  return `<path d="${path}" fill="none" stroke="${SKIN}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}
