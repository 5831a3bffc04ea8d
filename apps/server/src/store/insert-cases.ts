import type { CaseDocument } from './case-document.ts';
import type { Queryable } from './database.ts';
import { orderedId } from './ordered-id.ts';
import type { OutcomeDocument } from './registry-documents.ts';

/** A new case as an import brings it. */
export interface InsertedCase {
  readonly id: string;
  /** Under which identifier it comes in; null where it has none. */
  readonly pseudonym: string | null;
  readonly document: CaseDocument;
  /** The proven diagnosis, where it is known. */
  readonly outcome: OutcomeDocument | null;
}

/**
 * One statement for cases, their outcomes and the first step of each history. Not prepared by name: its plan must
 * know how many rows come.
 */
const INSERT = `
    with given as materialized (
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::uuid[], $6::jsonb[])
        as c (id, status, pseudonym, document, record, outcome)),
    made as (
      insert into cases (id, version, status, pseudonym, document)
        select id, 1, status, pseudonym, document from given
        on conflict (pseudonym) do nothing returning id),
    histories as (
      insert into case_versions (case_id, version, by, what, document)
        select id, 1, $7, '{created}', document from given join made using (id)),
    outcomes as (
      insert into registry_records (id, kind, key, case_id, version, by, document)
        select record, 'outcome', id::text, id, 1, $7, outcome from given join made using (id)
         where outcome is not null),
    outcome_histories as (
      insert into registry_record_versions (record_id, version, by, locked, document)
        select record, 1, $7, false, outcome from given join made using (id) where outcome is not null)
    select id from made`;

/**
 * Stores new cases and resolves to the ids of those that were: a case whose identifier the store has already, or
 * that came before in the same list, is passed over.
 */
export async function insertCases(
  db: Queryable,
  cases: readonly InsertedCase[],
  by: string,
): Promise<ReadonlySet<string>> {
  if (cases.length === 0) return new Set();
  const { rows } = await db.query<{ id: string }>(INSERT, [
    cases.map(({ id }) => id),
    cases.map(({ document }) => document.status),
    cases.map(({ pseudonym }) => pseudonym),
    cases.map(({ document }) => JSON.stringify(document)),
    cases.map(() => orderedId()),
    cases.map(({ outcome }) => outcome && JSON.stringify(outcome)),
    by,
  ]);
  return new Set(rows.map(({ id }) => id));
}
