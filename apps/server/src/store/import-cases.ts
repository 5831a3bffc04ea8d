import type pg from 'pg';
import type { ImportedCase, ImportEntry, ImportProblem } from '@calx/registry';
import { ServerError } from '../errors.ts';
import { parseCaseDocument } from './case-document.ts';
import { createCases, type NewCase } from './cases.ts';
import { transaction, type Queryable } from './database.ts';
import { createOutcomes } from './records.ts';
import type { OutcomeDocument } from './registry-documents.ts';

const BATCH = 1_000;
/** A report of more is of no use; the number of all is given. */
const MOST_PROBLEMS = 1_000;

export interface CasesImported {
  readonly imported: number;
  /** Rows that can't be taken. */
  readonly refused: number;
  /** What is wrong with the first thousand of them. */
  readonly problems: readonly ImportProblem[];
}

interface Parsed {
  readonly row: number;
  readonly created: NewCase;
  readonly outcome: OutcomeDocument | undefined;
}

/**
 * Stores cases that were read; their proven diagnosis becomes the outcome and is no part of what readers see. With a
 * bad row nothing is stored unless `keepGood`. A case whose identifier is in the store already is a bad row.
 * @throws RefusedImport, which holds the bad rows.
 */
export function importCases(
  pool: pg.Pool,
  entries: AsyncIterable<ImportEntry> | Iterable<ImportEntry>,
  { by, keepGood }: { readonly by: string; readonly keepGood: boolean },
): Promise<CasesImported> {
  return transaction(pool, async (db) => {
    const problems: ImportProblem[] = [];
    let [imported, refused] = [0, 0];
    const refuse = (found: readonly ImportProblem[]) => {
      refused += 1;
      problems.push(...found.slice(0, MOST_PROBLEMS - problems.length));
    };
    let batch: Parsed[] = [];
    const flush = async () => {
      const present = await knownPseudonyms(db, batch);
      const fresh = batch.filter(({ row, created }) => {
        const id = created.pseudonym;
        if (id === undefined || !present.has(id)) return true;
        refuse([{ row, column: null, code: 'alreadyThere', params: { id } }]);
        return false;
      });
      await store(db, fresh, by);
      imported += fresh.length;
      batch = [];
    };
    for await (const entry of entries) {
      const parsed = 'problems' in entry ? entry.problems : parse(entry.row, entry.case, by);
      if ('created' in parsed) batch.push(parsed);
      else refuse(parsed);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    if (refused > 0 && !keepGood) throw new RefusedImport({ imported: 0, refused, problems });
    return { imported, refused, problems };
  });
}

/** Nothing was stored, and why. */
export class RefusedImport extends ServerError {
  readonly result: CasesImported;

  constructor(result: CasesImported) {
    super('import-refused', { refused: result.refused }, 422);
    this.result = result;
  }
}

/** What is stored of a case, or the place where it can't be. */
function parse(row: number, entry: ImportedCase, by: string): Parsed | readonly ImportProblem[] {
  const { id, facts, diagnosis, provenBy, date, examinations } = entry;
  try {
    const seen = { ...facts, id: undefined, diagnosis: undefined, confirmed_by: undefined };
    const registry = { ...(date && { date }), ...(examinations && { examinations }) };
    const document = parseCaseDocument({ facts: seen, registry });
    const outcome = diagnosis ? { diagnosis, provenBy: provenBy ?? null, followUp: [] } : undefined;
    return { row, created: { document, by, ...(id !== null && { pseudonym: id }) }, outcome };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    const where = String(error.params['where']);
    return [{ row, column: where, code: 'notCase', params: { where } }];
  }
}

/** Identifiers of the batch that the store has, or that the batch has twice. */
async function knownPseudonyms(db: Queryable, batch: readonly Parsed[]): Promise<Set<string>> {
  const wanted = batch.flatMap(({ created }) => created.pseudonym ?? []);
  const { rows } = await db.query<{ pseudonym: string }>(
    'select pseudonym from cases where pseudonym = any($1)',
    [wanted],
  );
  const twice = wanted.filter((id, index) => wanted.indexOf(id) !== index);
  return new Set([...rows.map(({ pseudonym }) => pseudonym), ...twice]);
}

async function store(db: Queryable, batch: readonly Parsed[], by: string): Promise<void> {
  if (batch.length === 0) return;
  const ids = await createCases(
    db,
    batch.map(({ created }) => created),
  );
  const outcomes = batch.flatMap(({ outcome }, index) =>
    outcome ? [{ caseId: ids[index] ?? '', outcome }] : [],
  );
  if (outcomes.length > 0) await createOutcomes(db, outcomes, by);
}
