import type pg from 'pg';
import type { ImportedCase, ImportEntry, ImportProblem } from '@calx/registry';
import { ServerError } from '../errors.ts';
import { parseCaseDocument } from './case-document.ts';
import { transaction } from './database.ts';
import { insertCases, type InsertedCase } from './insert-cases.ts';
import { orderedId } from './ordered-id.ts';

/** Cases of one statement. */
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

interface Parsed extends InsertedCase {
  readonly row: number;
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
    // While the store takes one batch in, the next one is read.
    let storing: Promise<void> = Promise.resolve();
    const store = async (batch: readonly Parsed[]) => {
      const stored = await insertCases(db, batch, by);
      for (const { id, pseudonym, row } of batch) {
        if (stored.has(id)) imported += 1;
        else refuse([{ row, column: null, code: 'alreadyThere', params: { id: pseudonym ?? '' } }]);
      }
    };
    const flush = async (batch: readonly Parsed[]) => {
      await storing;
      storing = store(batch);
      // A failure is thrown where the batch is waited for.
      storing.catch(() => undefined);
    };
    let batch: Parsed[] = [];
    for await (const entry of entries) {
      const parsed = 'problems' in entry ? entry.problems : parse(entry.row, entry.case);
      if ('document' in parsed) batch.push(parsed);
      else refuse(parsed);
      if (batch.length < BATCH) continue;
      await flush(batch);
      batch = [];
    }
    await flush(batch);
    await storing;
    problems.sort((a, b) => a.row - b.row);
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
function parse(row: number, entry: ImportedCase): Parsed | readonly ImportProblem[] {
  const { id, facts, diagnosis, provenBy, date, examinations } = entry;
  try {
    const seen = { ...facts, id: undefined, diagnosis: undefined, confirmed_by: undefined };
    const registry = { ...(date && { date }), ...(examinations && { examinations }) };
    const document = parseCaseDocument({ facts: seen, registry });
    const outcome = diagnosis ? { diagnosis, provenBy: provenBy ?? null, followUp: [] } : null;
    return { row, id: orderedId(), pseudonym: id, document, outcome };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    const where = String(error.params['where']);
    return [{ row, column: where, code: 'notCase', params: { where } }];
  }
}
