import { findVariable, normaliseFinding, valueLabel, variableLabel } from '@calx/knowledge';
import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { bar, LINE, svg, text } from './drawing.ts';
import { rangeOf, type TableContext } from './words.ts';

const bandSchema = z.object({ figures: z.object({ ageBand: z.object({ value: z.number().int().min(1) }) }) });

const LABEL_WIDTH = 220;
/** Room for the longer side of the pyramid. */
const SIDE_WIDTH = 160;
/** Room for the count at the end of the longest bar. */
const COUNT_WIDTH = 50;

/** Patients by age band, women to the left and men to the right, as SVG; each bar has its count. */
export function agePyramid(cases: readonly RegistryCase[], { release, t }: TableContext): string {
  const band = bandSchema.parse(release.thresholds['registry']).figures.ageBand.value;
  const known = cases.flatMap(({ facts: { age, sex } }) =>
    typeof age === 'number' && sex ? [{ band: Math.floor(age / band), sex }] : [],
  );
  const [youngest, oldest] = rangeOf(known.map((one) => one.band)) ?? [0, 0];
  const rows = known.length === 0 ? [] : Array.from({ length: oldest - youngest + 1 }, (_, i) => oldest - i);
  const counts = new Map<string, number>();
  for (const one of known) {
    const key = `${one.band} ${one.sex}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const count = (row: number, sex: 'F' | 'M') => counts.get(`${row} ${sex}`) ?? 0;
  const unit = SIDE_WIDTH / Math.max(1, ...rows.flatMap((row) => [count(row, 'F'), count(row, 'M')]));
  const middle = COUNT_WIDTH + SIDE_WIDTH + 2 * LINE;
  const bars = rows.flatMap((row, index) => {
    const y = (index + 2) * LINE;
    const [women, men] = [count(row, 'F'), count(row, 'M')];
    const label = `${row * band}–${(row + 1) * band - 1}`;
    return [
      text(middle, y + 14, label, 'middle'),
      ...(women ? [bar(middle - 2 * LINE - women * unit, y, women * unit, '#b5476b')] : []),
      ...(women ? [text(middle - 2 * LINE - women * unit - 4, y + 14, String(women), 'end')] : []),
      ...(men ? [bar(middle + 2 * LINE, y, men * unit, '#2f6db3')] : []),
      ...(men ? [text(middle + 2 * LINE + men * unit + 4, y + 14, String(men))] : []),
    ];
  });
  const heads = [
    text(middle - 2 * LINE, LINE, t('registry:row.female'), 'end'),
    text(middle + 2 * LINE, LINE, t('registry:row.male')),
  ];
  return svg(2 * middle, (rows.length + 3) * LINE, t('registry:figure.agePyramid'), [...heads, ...bars]);
}

/** Every value that a patient shows (rows) in every patient (columns) as SVG, in the order of the vocabulary. */
export function findingMatrix(cases: readonly RegistryCase[], { release, lang, t }: TableContext): string {
  const rows = release.variables.flatMap(({ id, kind }) => {
    const variable = kind === 'category' ? findVariable(release, id) : undefined;
    if (!variable) return [];
    const states = cases.map(({ facts }) => {
      const stated = facts.findings[id];
      return stated === undefined ? undefined : normaliseFinding(variable, stated);
    });
    const shown = new Set(states.flatMap((state) => state?.present ?? []));
    return [...shown].map((value) => ({
      label: `${variableLabel(release, id)[lang]} – ${valueLabel(release, id, value)[lang]}`,
      marks: states.map((state) =>
        state?.present.includes(value) ? true : state && state.present.length > 0 ? false : undefined,
      ),
    }));
  });
  const parts = rows.flatMap(({ label, marks }, row) => {
    const y = (row + 2) * LINE;
    return [
      text(LABEL_WIDTH, y + 4, label, 'end'),
      ...marks.flatMap((mark, column) => {
        if (mark === undefined) return [];
        const fill = mark ? '#222' : 'none';
        return [
          `<circle cx="${LABEL_WIDTH + (column + 1) * LINE}" cy="${y}" r="6" fill="${fill}" stroke="#222"/>`,
        ];
      }),
    ];
  });
  const height = (rows.length + 4) * LINE;
  const width = LABEL_WIDTH + (Math.max(cases.length, 12) + 2) * LINE;
  const key = text(LINE, height - LINE, t('registry:figure.matrixKey'));
  return svg(width, height, t('registry:figure.findingMatrix'), [...parts, key]);
}
