import {
  findVariable,
  type CaseFacts,
  type FindingInput,
  type LabValue,
  type Release,
} from '@calx/knowledge';
import type { MessageParams } from '@calx/knowledge';
import type { Proof, RegistryCase } from '../cohort/registry-case.ts';
import { isNumber, type Mapping, type Target } from './mapping.ts';
import type { Sheet } from './sheet.ts';
import { importWords, plain, valueOf, type ImportWords } from './words.ts';

/** A case as it comes in; its identifier may be lacking. */
export interface ImportedCase extends Omit<RegistryCase, 'id'> {
  readonly id: string | null;
}

/** What can't be taken, and where: the row as a spreadsheet numbers it. */
export interface ImportProblem {
  readonly row: number;
  readonly column: string | null;
  /** The sentence is `registry:import.<code>`. */
  readonly code: string;
  readonly params: MessageParams;
}

/** One row: a case, or what is wrong with it. */
export type ImportEntry =
  | { readonly row: number; readonly case: ImportedCase }
  | { readonly row: number; readonly problems: readonly ImportProblem[] };

const LONGEST_SHOWN = 60;
/** The names of the columns stand in the first row. */
const FIRST_ROW = 2;

class CellFault extends Error {
  readonly code: string;
  readonly params: MessageParams;
  constructor(code: string, params: MessageParams) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Reads every row by the mapping; empty rows are passed over. */
export function* rowsToCases(sheet: Sheet, mapping: Mapping, release: Release): Generator<ImportEntry> {
  const words = importWords(release);
  const columns = sheet.columns.flatMap((column, index) => {
    const to = mapping.columns[column];
    return to ? [{ column, index, to }] : [];
  });
  const seen = new Map<string, number>();
  for (const [place, cells] of sheet.rows.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const row = place + FIRST_ROW;
    const draft = emptyDraft();
    const problems: ImportProblem[] = [];
    for (const { column, index, to } of columns) {
      try {
        fill(draft, to, cells[index] ?? '', words, release);
      } catch (error) {
        if (!(error instanceof CellFault)) throw error;
        problems.push({ row, column, code: error.code, params: error.params });
      }
    }
    if (draft.id !== null) {
      const other = seen.get(draft.id);
      if (other === undefined) seen.set(draft.id, row);
      else problems.push({ row, column: null, code: 'sameId', params: { id: shorten(draft.id), other } });
    }
    yield problems.length > 0 ? { row, problems } : { row, case: caseOf(draft) };
  }
}

interface Draft {
  id: string | null;
  age?: number;
  sex?: 'F' | 'M';
  diagnosis: string | null;
  provenBy: Proof | null;
  date?: string;
  examinations?: string[];
  note?: string;
  findings: Record<string, FindingInput>;
  labs: LabValue[];
}

const emptyDraft = (): Draft => ({ id: null, diagnosis: null, provenBy: null, findings: {}, labs: [] });

function caseOf({ id, diagnosis, provenBy, date, examinations, ...rest }: Draft): ImportedCase {
  const { labs, ...facts } = rest;
  const stated: CaseFacts = { ...facts, ...(labs.length > 0 && { labs }) };
  return {
    id,
    facts: stated,
    diagnosis,
    provenBy,
    ...(date !== undefined && { date }),
    ...(examinations && { examinations }),
  };
}

function fill(draft: Draft, to: Target, cell: string, words: ImportWords, release: Release): void {
  const given = to.values?.[cell];
  if (given === '' || (given === undefined && words.silent.has(plain(cell)))) return;
  const text = given ?? cell;
  switch (to.to) {
    case 'id':
      draft.id = text.slice(0, 200);
      break;
    case 'note':
      draft.note = text;
      break;
    case 'age':
      draft.age = numberOf(text, { low: 0, high: 130 });
      break;
    case 'sex':
      draft.sex = known(words.sex.get(plain(text)), text, 'F, M');
      break;
    case 'provenBy':
      draft.provenBy = known(
        words.proof.get(plain(text)),
        text,
        [...new Set(words.proof.values())].join(', '),
      );
      break;
    case 'diagnosis':
      draft.diagnosis = text.startsWith('other:') ? text : known(words.diagnoses.get(plain(text)), text, '…');
      break;
    case 'date':
      draft.date = dateOf(text);
      break;
    case 'examinations':
      draft.examinations = parts(text, to).map((one) => known(words.examinations.get(plain(one)), one, '…'));
      break;
    case 'lab': {
      const { name = '', unit } = to;
      draft.labs.push({ name, value: numberOf(text), ...(unit && { unit }) });
      break;
    }
    case 'finding':
      fillFinding(draft, to, text, words, release);
  }
}

function fillFinding(draft: Draft, to: Target, text: string, words: ImportWords, release: Release): void {
  const variable = findVariable(release, to.name ?? '');
  if (!variable) return;
  if (variable.kind === 'number') draft.findings[variable.id] = numberOf(text);
  else if (variable.kind === 'text') draft.findings[variable.id] = text.slice(0, 200);
  else {
    const values = parts(text, to).map((word) => {
      const code = to.values?.[word] ?? valueOf(variable, word, words);
      return known(code, word, variable.values.map(({ id }) => id).join(', '));
    });
    const [only, ...others] = values;
    if (only !== undefined) draft.findings[variable.id] = others.length === 0 ? only : values;
  }
}

function parts(text: string, { split }: Target): string[] {
  if (split === undefined) return [text];
  return text
    .split(split)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function known<Meaning>(meaning: Meaning | undefined, word: string, allowed: string): Meaning {
  if (meaning !== undefined) return meaning;
  throw new CellFault('unknownWord', { word: shorten(word), known: allowed });
}

function numberOf(text: string, within?: { low: number; high: number }): number {
  const value = isNumber(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new CellFault('notNumber', { word: shorten(text) });
  if (within && (value < within.low || value > within.high)) {
    throw new CellFault('outOfRange', { word: shorten(text), ...within });
  }
  return value;
}

/** A day as ISO 8601 or in the order year, month, day; days and months the other way round can't be told apart. */
function dateOf(text: string): string {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  if (year === '' || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso) {
    throw new CellFault('badDate', { word: shorten(text) });
  }
  return iso;
}

const shorten = (text: string) => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
