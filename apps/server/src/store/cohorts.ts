import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ServerError } from '../errors.ts';
import type { Queryable } from './database.ts';
import { readRecord, saveRecord } from './records.ts';
import type { FreezeRequest, FrozenCohort, FrozenMember } from './registry-documents.ts';
import { canonicalJson } from './storable.ts';

/**
 * Freezes a cohort for a paper: the states of its members are noted and hashed, and stay readable for good
 * because histories are append-only. Freezing the same content again gives the same hash and no second record.
 * @throws ServerError `cohort-unknown`, `case-unknown`.
 */
export async function freezeCohort(
  pool: pg.Pool,
  name: string,
  { members, excluded }: FreezeRequest,
  by: string,
): Promise<FrozenCohort> {
  const cohort = await readRecord(pool, 'cohort', name);
  if (!cohort) throw new ServerError('cohort-unknown', {}, 404);
  const { rows } = await pool.query<FrozenMember>(
    `select c.id as "caseId", c.version, o.version as outcome
       from cases c left join registry_records o on o.kind = 'outcome' and o.key = c.id::text
      where c.id = any($1) order by c.id`,
    [members],
  );
  if (rows.length !== new Set(members).size) throw new ServerError('case-unknown', {}, 404);
  const content = {
    cohort: name,
    version: cohort.version,
    rules: cohort.document.rules,
    members: rows,
    excluded,
  };
  const frozen = { ...content, sha256: await contentHash(pool, content) };
  await saveRecord(pool, {
    kind: 'frozen-cohort',
    key: frozen.sha256,
    version: 0,
    document: frozen,
    by,
    lock: true,
  });
  return frozen;
}

/** True when the states that were frozen still give the same hash. */
export async function verifyFrozen(db: Queryable, frozen: FrozenCohort): Promise<boolean> {
  return (await contentHash(db, frozen)) === frozen.sha256;
}

type Content = Omit<FrozenCohort, 'sha256'>;

async function contentHash(db: Queryable, { cohort, rules, members, excluded }: Content): Promise<string> {
  const hash = createHash('sha256').update(canonicalJson({ cohort, rules, excluded }));
  for (const { facts, outcome, id } of await frozenStates(db, members))
    hash.update(canonicalJson({ id, facts, outcome }));
  return hash.digest('hex');
}

interface State {
  readonly id: string;
  readonly facts: unknown;
  readonly outcome: unknown;
}

/** Facts and outcome of each member in the frozen versions, by case id. */
async function frozenStates(db: Queryable, members: readonly FrozenMember[]): Promise<State[]> {
  const { rows } = await db.query<State>(
    `select m.id, v.document->'facts' as facts, ov.document as outcome
       from unnest($1::uuid[], $2::int[], $3::int[]) as m (id, version, outcome)
       join case_versions v on v.case_id = m.id and v.version = m.version
       left join registry_records o on o.kind = 'outcome' and o.key = m.id::text
       left join registry_record_versions ov on ov.record_id = o.id and ov.version = m.outcome
      order by m.id`,
    [
      members.map(({ caseId }) => caseId),
      members.map(({ version }) => version),
      members.map(({ outcome }) => outcome),
    ],
  );
  return rows;
}
