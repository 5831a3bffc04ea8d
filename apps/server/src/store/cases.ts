import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { ServerError } from '../errors.ts';
import { changedPaths, type CaseDocument, type CaseStatus } from './case-document.ts';
import { transaction, type Queryable } from './database.ts';

/** Channel on which every stored change is announced as `<case id>:<version>`. */
export const CASE_CHANNEL = 'calx_case';

export interface Patient {
  readonly name: string | null;
  readonly id: string | null;
  readonly sex: 'F' | 'M' | null;
  readonly birthDate: string | null;
  /** Years; what the reader stated, else what the newest study says. */
  readonly age: number | null;
}

/** One line of the worklist. */
export interface CaseSummary {
  readonly id: string;
  readonly version: number;
  readonly patient: Patient;
  readonly studies: readonly StudySummary[];
  readonly status: CaseStatus;
  readonly updatedAt: string;
  readonly sample: string | null;
  /** Under which identifier it was imported. */
  readonly pseudonym: string | null;
}

export interface StudySummary {
  readonly uid: string;
  readonly date: string | null;
  readonly description: string | null;
  readonly modalities: readonly string[];
  readonly instances: number;
}

/** One step of a case's history, oldest first. */
export interface HistoryEntry {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly what: readonly string[];
  /** Variable to what two readers settled on in this step, with whose value it was and why. */
  readonly consensus?: NonNullable<CaseDocument['consensus']>;
}

export interface StoredCase {
  readonly summary: CaseSummary;
  /** The version asked for, which is the summary's unless an earlier one was. */
  readonly version: number;
  readonly document: CaseDocument;
}

export type SaveResult =
  | { readonly saved: true; readonly version: number }
  /** Somebody else's version is newer; nothing was stored. */
  | { readonly saved: false; readonly current: number };

export interface NewCase {
  readonly document: CaseDocument;
  readonly by: string;
  readonly patient?: string | undefined;
  readonly sample?: string | undefined;
}

/** Stores a new case and resolves to its id. */
export async function createCase(db: Queryable, { document, by, patient, sample }: NewCase): Promise<string> {
  const id = randomUUID();
  await db.query(
    `with made as (
       insert into cases (id, version, status, patient, sample, document) values ($1, 1, $2, $3, $4, $5))
     insert into case_versions (case_id, version, by, what, document) values ($1, 1, $6, '{created}', $5)`,
    [id, document.status, patient ?? null, sample ?? null, JSON.stringify(document), by],
  );
  return id;
}

/**
 * Stores a new version if `version` is still the newest. A repeated request whose content is already the
 * newest is confirmed again, so a client may retry after a lost answer.
 * @throws ServerError `case-unknown`.
 */
export function saveCase(
  pool: pg.Pool,
  id: string,
  version: number,
  document: CaseDocument,
  by: string,
): Promise<SaveResult> {
  return transaction(pool, async (db) => {
    const { rows } = await db.query<{ version: number; document: CaseDocument }>(
      'select version, document from cases where id = $1 for update',
      [id],
    );
    const current = rows[0];
    if (!current) throw new ServerError('case-unknown', {}, 404);
    const what = changedPaths(current.document, document);
    if (what.length === 0) return { saved: true, version: current.version };
    if (current.version !== version) return { saved: false, current: current.version };
    const next = version + 1;
    await db.query(
      `update cases set version = $2, status = $3, document = $4, updated_at = now() where id = $1`,
      [id, next, document.status, JSON.stringify(document)],
    );
    await addVersion(db, { id, version: next, by, what, document });
    return { saved: true, version: next };
  });
}

/** Adds a step without a change of the document: images came in, for instance. */
export async function touchCase(db: Queryable, id: string, by: string, what: string): Promise<void> {
  const { rows } = await db.query<{ version: number; document: CaseDocument }>(
    `update cases set version = version + 1, updated_at = now() where id = $1 returning version, document`,
    [id],
  );
  const row = rows[0];
  if (row) await addVersion(db, { id, version: row.version, by, what: [what], document: row.document });
}

/**
 * A case, newest or as it was.
 * @throws ServerError `case-unknown`, `version-unknown`.
 */
export async function readCase(db: Queryable, id: string, version?: number): Promise<StoredCase> {
  const { rows } = await db.query<SummaryRow & { document: CaseDocument }>(
    `${summaryQuery('c.document,')} where c.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new ServerError('case-unknown', {}, 404);
  const summary = toSummary(row);
  if (version === undefined || version === row.version)
    return { summary, version: row.version, document: row.document };
  const earlier = await db.query<{ document: CaseDocument }>(
    'select document from case_versions where case_id = $1 and version = $2',
    [id, version],
  );
  const document = earlier.rows[0]?.document;
  if (!document) throw new ServerError('version-unknown', { version }, 404);
  return { summary, version, document };
}

export async function readHistory(db: Queryable, id: string): Promise<HistoryEntry[]> {
  const { rows } = await db.query<{
    version: number;
    at: Date;
    by: string;
    what: string[];
    consensus: CaseDocument['consensus'] | null;
  }>(
    `select version, at, by, what,
            case when array_to_string(what, ' ') like '%consensus.%' then document->'consensus' end as consensus
       from case_versions where case_id = $1 order by version`,
    [id],
  );
  return rows.map(({ at, consensus, ...rest }) => {
    const settled = Object.entries(consensus ?? {}).filter(([about]) =>
      rest.what.includes(`consensus.${about}`),
    );
    const entry = { ...rest, at: at.toISOString() };
    return settled.length > 0 ? { ...entry, consensus: Object.fromEntries(settled) } : entry;
  });
}

/** The case made from a bundled sample, if there is one. */
export async function findSampleCase(db: Queryable, sample: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    'select id from cases where sample = $1 order by created_at limit 1',
    [sample],
  );
  return rows[0]?.id;
}

async function addVersion(
  db: Queryable,
  step: { id: string; version: number; by: string; what: readonly string[]; document: CaseDocument },
): Promise<void> {
  await db.query(
    `insert into case_versions (case_id, version, by, what, document) values ($1, $2, $3, $4, $5)`,
    [step.id, step.version, step.by, step.what, JSON.stringify(step.document)],
  );
  await db.query('select pg_notify($1, $2)', [CASE_CHANNEL, `${step.id}:${step.version}`]);
}

/**
 * Where a case stands: what waits for a second reader comes first, then what is proven; else what its document says. Taken
 * from the records, so that it is right however they came in.
 */
export const SHOWN_STATUS = `case
    when exists (select 1 from registry_records s where s.case_id = c.id and s.kind = 'reader-study'
      and s.document @> '{"secondReading": {"state": "open"}}') then 'second-reader'
    when exists (select 1 from registry_records o where o.case_id = c.id and o.kind = 'outcome'
      and o.document->>'diagnosis' is not null) then 'proven'
    else c.status end`;

export const summaryQuery = (alsoSelect = ''): string => `
  select c.id, c.version, ${SHOWN_STATUS} as status, c.sample, c.pseudonym, c.updated_at, c.document->'facts' as facts, ${alsoSelect}
         p.name, p.patient_id, p.sex, p.birth_date,
         coalesce((select json_agg(row_to_json(s) order by s.date, s.uid) from (
           select st.uid, st.date, st.description, st.patient_age as age,
                  coalesce((select array_agg(distinct se.modality order by se.modality)
                              from series se where se.study_uid = st.uid), '{}') as modalities,
                  (select count(*)::int from instances i join series se on se.uid = i.series_uid
                    where se.study_uid = st.uid) as instances
             from case_studies cs join studies st on st.uid = cs.study_uid where cs.case_id = c.id) s), '[]')
           as studies
    from cases c left join patients p on p.id = c.patient`;

export interface SummaryRow {
  id: string;
  version: number;
  status: CaseStatus;
  sample: string | null;
  pseudonym: string | null;
  updated_at: Date;
  facts: { age?: number | null; sex?: 'F' | 'M' | null } | null;
  name: string | null;
  patient_id: string | null;
  sex: 'F' | 'M' | null;
  birth_date: string | null;
  studies: (StudySummary & { age: number | null })[];
}

export function toSummary(row: SummaryRow): CaseSummary {
  return {
    id: row.id,
    version: row.version,
    patient: {
      name: row.name,
      id: row.patient_id,
      sex: row.facts?.sex ?? row.sex,
      birthDate: row.birth_date,
      age: row.facts?.age ?? row.studies.findLast(({ age }) => age !== null)?.age ?? null,
    },
    studies: row.studies.map(({ uid, date, description, modalities, instances }) => ({
      uid,
      date,
      description,
      modalities,
      instances,
    })),
    status: row.status,
    updatedAt: row.updated_at.toISOString(),
    sample: row.sample,
    pseudonym: row.pseudonym,
  };
}
