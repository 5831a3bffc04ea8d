import type pg from 'pg';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import { facts, parseCaseDocument } from './case-document.ts';
import { createCases, type NewCase } from './cases.ts';
import { transaction, type Queryable } from './database.ts';
import { createOutcomes } from './records.ts';
import { outcomeDocument, type OutcomeDocument } from './registry-documents.ts';
import { parseStorable } from './storable.ts';

const BATCH = 1_000;
/** A report of more is of no use; the number of all is given. */
const MOST_PROBLEMS = 1_000;

/** A line that can't be taken: its number from 1, and the place in it (`json` where it is no JSON). */
export interface ImportProblem {
  readonly line: number;
  readonly where: string;
}

export interface CasesImported {
  readonly imported: number;
  readonly refused: number;
  /** The first thousand refused lines. */
  readonly problems: readonly ImportProblem[];
}

/** The case format, whose proven diagnosis becomes the outcome and is no part of what readers see. */
const row = z.object({
  diagnosis: z.string().trim().min(1).max(200).nullish(),
  confirmed_by: outcomeDocument.shape.provenBy.nullish(),
});

interface Parsed {
  readonly created: NewCase;
  readonly outcome: OutcomeDocument | undefined;
}

/**
 * Takes cases in the case format, one line each. With a bad line nothing is stored unless `keepGood`.
 * @throws RefusedImport, which holds the bad lines.
 */
export function importCases(
  pool: pg.Pool,
  lines: AsyncIterable<string>,
  { by, keepGood }: { readonly by: string; readonly keepGood: boolean },
): Promise<CasesImported> {
  return transaction(pool, async (db) => {
    const problems: ImportProblem[] = [];
    let [imported, refused, line] = [0, 0, 0];
    let batch: Parsed[] = [];
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      const parsed = parseLine(text, by);
      if (typeof parsed === 'string') {
        refused += 1;
        if (problems.length < MOST_PROBLEMS) problems.push({ line, where: parsed });
        continue;
      }
      batch.push(parsed);
      imported += 1;
      if (batch.length === BATCH) batch = await store(db, batch, by);
    }
    await store(db, batch, by);
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

/** The case of a line, or the place where it is wrong. */
function parseLine(text: string, by: string): Parsed | string {
  try {
    const sent: unknown = JSON.parse(text);
    const { diagnosis, confirmed_by: provenBy } = parseStorable(row, sent);
    const seen = { ...parseStorable(facts, sent), diagnosis: undefined, confirmed_by: undefined };
    return {
      created: { document: parseCaseDocument({ facts: seen }), by },
      outcome: diagnosis ? { diagnosis, provenBy: provenBy ?? null, followUp: [] } : undefined,
    };
  } catch (error) {
    if (error instanceof ServerError) return String(error.params['where']);
    if (error instanceof SyntaxError) return 'json';
    throw error;
  }
}

async function store(db: Queryable, batch: readonly Parsed[], by: string): Promise<Parsed[]> {
  const ids = await createCases(
    db,
    batch.map(({ created }) => created),
  );
  const outcomes = batch.flatMap(({ outcome }, index) =>
    outcome ? [{ caseId: ids[index] ?? '', outcome }] : [],
  );
  await createOutcomes(db, outcomes, by);
  return [];
}
