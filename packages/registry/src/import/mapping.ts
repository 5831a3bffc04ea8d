import { findVariable, type Release } from '@calx/knowledge';
import { z } from 'zod';
import { contentHash } from '../canonical.ts';
import { RegistryError } from '../error.ts';
import type { Sheet } from './sheet.ts';
import { importWords, plain, valueOf } from './words.ts';

const name = z.string().min(1).max(200);

/** What a column fills. */
const target = z.strictObject({
  to: z.enum(['id', 'age', 'sex', 'diagnosis', 'provenBy', 'date', 'examinations', 'note', 'finding', 'lab']),
  /** Variable of a finding, or test of a laboratory value. */
  name: name.optional(),
  /** Unit of a laboratory value. */
  unit: name.optional(),
  /** Between several values in one cell. */
  split: z.string().min(1).max(5).optional(),
  /** Words of this column to what they mean; before the words that are known anyway. An empty one says nothing. */
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
});

/** How the columns of a table are read; a column that is null or not named is left out. */
export const mappingSchema = z.strictObject({ columns: z.record(z.string(), target.nullable()) });

export type Target = z.infer<typeof target>;
export type Mapping = z.infer<typeof mappingSchema>;

/** @throws RegistryError `badMapping` naming the first wrong place. */
export function readMapping(document: unknown, release: Release): Mapping {
  const checked = mappingSchema.safeParse(document);
  if (!checked.success) throw badMapping(checked.error.issues[0]?.path.join('.') || 'mapping');
  for (const [column, to] of Object.entries(checked.data.columns)) {
    const unknown =
      (to?.to === 'finding' && !findVariable(release, to.name ?? '')) ||
      (to?.to === 'lab' && !release.laboratory.analytes[to.name ?? '']);
    if (unknown) throw badMapping(`columns.${column}.name`);
  }
  return checked.data;
}

function badMapping(where: string): RegistryError {
  return new RegistryError('badMapping', { where }, `The mapping of the columns is not valid at ${where}.`);
}

/** The same for every table with these columns, in any order: under it their mapping is remembered. */
export function columnsKey({ columns }: Pick<Sheet, 'columns'>): string {
  return contentHash([...columns].map(plain).sort());
}

/** Different words of a column that are looked at. */
const SAMPLE_ROWS = 200;

/**
 * What the names of the columns and their content suggest.
 * @param labels what a column is called elsewhere (the field labels of a REDCap dictionary)
 */
export function suggestMapping(
  sheet: Sheet,
  release: Release,
  labels: ReadonlyMap<string, string> = new Map(),
): Mapping {
  const taken = new Set<string>();
  const columns = sheet.columns.map((column, index) => {
    const cells = sheet.rows.slice(0, SAMPLE_ROWS).map((row) => row[index] ?? '');
    const suggested =
      suggestTarget(column, cells, release) ??
      suggestTarget(labels.get(column) ?? '', cells, release) ??
      null;
    // One column for each question; a second one of the same name is left to the person.
    const key = suggested && `${suggested.to} ${suggested.name ?? ''}`;
    if (key === null || taken.has(key)) return [column, null] as const;
    taken.add(key);
    return [column, suggested] as const;
  });
  return { columns: Object.fromEntries(columns) };
}

function suggestTarget(column: string, cells: readonly string[], release: Release): Target | undefined {
  const words = importWords(release);
  const [, bare = column, bracket] = /^(.*?)\s*[([（]([^)\]）]*)[)\]）]\s*$/.exec(column) ?? [];
  const [whole, short] = [plain(column), plain(bare)];
  if (whole === '') return undefined;
  const fixed = words.columns.get(whole) ?? words.columns.get(short);
  if (fixed) return { to: fixed as Target['to'], ...splitOf(cells, fixed === 'examinations') };
  const variable = words.variables.get(whole) ?? words.variables.get(short);
  const test = words.laboratory.get(whole) ?? words.laboratory.get(short);
  const stated = cells.filter((cell) => cell !== '' && !words.silent.has(plain(cell)));
  const numeric = stated.length > 0 && stated.every(isNumber);
  const coded =
    variable?.values.length && stated.some((cell) => valueOf(variable, cell, words) !== undefined);
  // A number under the name of a laboratory finding is the value itself.
  if (test && (!variable || (numeric && !coded))) {
    const unit = bracket ?? release.laboratory.analytes[test]?.unit;
    return { to: 'lab', name: test, ...(unit && { unit }) };
  }
  return variable && { to: 'finding', name: variable.id, ...splitOf(cells, variable.multi === true) };
}

const SPLITS = [';', '；', '|', '、', ','] as const;

function splitOf(cells: readonly string[], several: boolean): { split?: string } {
  const split = several ? SPLITS.find((one) => cells.some((cell) => cell.includes(one))) : undefined;
  return split === undefined ? {} : { split };
}

export const isNumber = (text: string) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim());
