import type pg from 'pg';
import { loadRelease } from '@calx/knowledge';
import {
  answerCohort,
  applyRules,
  freezeAnswer,
  isIntact,
  readRules,
  type AnsweredCohort,
  type FlowSummary,
  type FrozenCohort,
} from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { CaseDocument } from '../store/case-document.ts';
import type { Queryable } from '../store/database.ts';
import { listRecords, readRecord, saveRecord, type RegistryRecord } from '../store/records.ts';
import type { FrozenDocument, FrozenMember, OutcomeDocument } from '../store/registry-documents.ts';
import { countedCase, type CaseIndex } from './case-index.ts';

const summaryOf = (
  { screened, excluded }: Pick<AnsweredCohort, 'screened' | 'excluded'>,
  included: number,
) => ({
  screened,
  included,
  excluded: excluded.map(({ reason, notStated, cases }) => ({ reason, notStated, count: cases.length })),
});

/** As many as a reader study takes. */
const FIRST_IDS = 2_000;

/** What rules would include of the store as it is. @throws RegistryError `badRules`. */
export async function previewFlow(
  index: CaseIndex,
  rules: unknown,
): Promise<FlowSummary & { ids: string[] }> {
  const flow = applyRules(await index.read(), readRules(rules), loadRelease());
  const ids = flow.included.slice(0, FIRST_IDS).map(({ id }) => id);
  return { ...summaryOf(flow, flow.included.length), ids };
}

/** The rules of a saved cohort. @throws ServerError `cohort-unknown`, `version-unknown`. */
export async function readQuestion(db: Queryable, name: string, version?: number) {
  const cohort = await readRecord<'cohort'>(db, 'cohort', name, version);
  if (!cohort) throw new ServerError('cohort-unknown', {}, 404);
  return { name, version: cohort.version, rules: readRules(cohort.document.rules) };
}

const computed = new WeakMap<object, Map<string, AnsweredCohort>>();

/** A saved cohort answered from the store as it is now, not kept. */
export async function currentCohort(
  db: Queryable,
  index: CaseIndex,
  name: string,
  version?: number,
): Promise<AnsweredCohort> {
  const question = await readQuestion(db, name, version);
  const cases = await index.read();
  // The same question to an unchanged store has the same answer.
  let answers = computed.get(cases);
  if (!answers) computed.set(cases, (answers = new Map()));
  const key = JSON.stringify([name, question.version]);
  let answer = answers.get(key);
  if (!answer) answers.set(key, (answer = answerCohort(question, cases, loadRelease())));
  return answer;
}

/**
 * Freezes a saved cohort for a paper: which state of which case it has is noted and hashed, and stays readable for
 * good because histories are append-only. The same content again gives the same hash and no second record.
 * @throws ServerError `cohort-unknown`.
 */
export async function freezeStored(
  pool: pg.Pool,
  index: CaseIndex,
  name: string,
  by: string,
): Promise<FlowSummary & { readonly sha256: string; readonly name: string; readonly version: number }> {
  const { cases, ...frozen } = freezeAnswer(await currentCohort(pool, index, name));
  const states = new Map((await index.readStates()).map((state) => [state.counted, state]));
  const members = cases.map((entry): FrozenMember => {
    const state = states.get(entry);
    const { id: caseId, date, examinations } = entry;
    return {
      caseId,
      version: state?.version ?? 0,
      outcome: state?.outcome ?? null,
      ...(date && { date }),
      ...(examinations && { examinations }),
    };
  });
  const document: FrozenDocument = { ...frozen, members };
  await saveRecord(pool, { kind: 'frozen-cohort', key: frozen.sha256, version: 0, document, by, lock: true });
  const { sha256, version } = frozen;
  return { sha256, name, version, ...summaryOf(frozen, members.length) };
}

/** A frozen cohort in numbers. */
export function describeFrozen({ document, by, updatedAt }: RegistryRecord<'frozen-cohort'>) {
  const { sha256, name, version } = document;
  return { sha256, name, version, ...summaryOf(document, document.members.length), by, at: updatedAt };
}

/** Every frozen cohort in numbers, the newest first. */
export async function listFrozen(db: Queryable) {
  const records = await listRecords<'frozen-cohort'>(db, 'frozen-cohort');
  return records.map(describeFrozen).sort((a, b) => (a.at > b.at ? -1 : 1));
}

/**
 * A frozen cohort with its cases as they were.
 * @throws ServerError `cohort-unknown`.
 */
export async function readFrozen(
  db: Queryable,
  hash: string,
): Promise<{ record: RegistryRecord<'frozen-cohort'>; cohort: FrozenCohort; intact: boolean }> {
  const record = await readRecord<'frozen-cohort'>(db, 'frozen-cohort', hash);
  if (!record) throw new ServerError('cohort-unknown', {}, 404);
  const { members, ...frozen } = record.document;
  const cohort: FrozenCohort = { ...frozen, cases: await frozenStates(db, members) };
  return { record, cohort, intact: isIntact(cohort) };
}

/** A cohort by its name, or a frozen one by its hash. @throws ServerError `cohort-unknown`. */
export async function cohortOf(db: Queryable, index: CaseIndex, nameOrHash: string): Promise<AnsweredCohort> {
  const frozen = await readRecord(db, 'frozen-cohort', nameOrHash);
  return frozen ? (await readFrozen(db, nameOrHash)).cohort : currentCohort(db, index, nameOrHash);
}

interface State {
  readonly id: string;
  readonly facts: CaseDocument['facts'] | null;
  readonly proven: OutcomeDocument | null;
}

/** Each member in the frozen versions, in the order that was frozen. */
async function frozenStates(db: Queryable, members: readonly FrozenMember[]) {
  const { rows } = await db.query<State>(
    `select m.id, v.document->'facts' as facts, ov.document as proven
       from unnest($1::uuid[], $2::int[], $3::int[]) with ordinality as m (id, version, outcome, place)
       join case_versions v on v.case_id = m.id and v.version = m.version
       left join registry_records o on o.kind = 'outcome' and o.key = m.id::text
       left join registry_record_versions ov on ov.record_id = o.id and ov.version = m.outcome
      order by m.place`,
    [
      members.map(({ caseId }) => caseId),
      members.map(({ version }) => version),
      members.map(({ outcome }) => outcome),
    ],
  );
  return rows.map((state, place) => {
    const { date, examinations } = members[place] ?? {};
    return countedCase({ ...state, ...(date && { date }), ...(examinations && { examinations }) });
  });
}
