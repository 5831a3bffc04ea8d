import { ServerError } from '../errors.ts';
import type { CaseStatus } from './case-document.ts';
import { SHOWN_STATUS, summaryQuery, toSummary, type CaseSummary, type SummaryRow } from './cases.ts';
import type { Queryable } from './database.ts';

export const CASE_ORDERS = ['updatedAt', 'name', 'studyDate', 'modality', 'status'] as const;

export interface WorklistQuestion {
  /** Cases on this page. */
  readonly limit: number;
  /** Where the page before ended (`next`). */
  readonly after?: string | undefined;
  /** Words that all occur in the patient's name or number, the identifier of an import, or what the studies are. */
  readonly search?: string | undefined;
  readonly status?: CaseStatus | undefined;
  /** Without a word the last changed come first. */
  readonly order?: (typeof CASE_ORDERS)[number] | undefined;
  readonly down?: boolean | undefined;
}

export interface Worklist {
  readonly cases: readonly CaseSummary[];
  /** Of all pages. */
  readonly total: number;
  readonly next: string | null;
}

const ofStudies = (what: string): string =>
  `coalesce((select ${what} from case_studies cs join studies st on st.uid = cs.study_uid
     left join series se on se.study_uid = st.uid where cs.case_id = c.id), '')`;

/** Statuses in the order of the work, as texts of a query. */
const STATUS_ORDER = (['new', 'reading', 'second-reader', 'signed', 'proven'] satisfies CaseStatus[])
  .map((status) => `'${status}'`)
  .join();

/** What each order goes by, and the type that a place in it is read back as. */
const KEYS: Readonly<Record<(typeof CASE_ORDERS)[number], readonly [key: string, type: string]>> = {
  updatedAt: ['c.updated_at', 'timestamptz'],
  name: [`lower(coalesce(p.name, p.patient_id, c.pseudonym, ''))`, 'text'],
  studyDate: [ofStudies('max(st.date)'), 'text'],
  modality: [ofStudies(`string_agg(distinct se.modality, ' ' order by se.modality)`), 'text'],
  status: [`coalesce(array_position(array[${STATUS_ORDER}], ${SHOWN_STATUS}), 0)`, 'integer'],
};

/** A word in what a case is called, or in what its studies are: the studies are looked through once, not once a case. */
const occurs = (word: string): string => `(concat_ws(' ', c.pseudonym, p.name, p.patient_id) ilike ${word}
  or c.id in (select cs.case_id from case_studies cs join studies st on st.uid = cs.study_uid
    left join series se on se.study_uid = st.uid where concat_ws(' ', st.description, se.modality) ilike ${word}))`;

/**
 * One page of the worklist; cases alike in what it goes by follow one another by their ids.
 * @throws ServerError `request-invalid` for a place that no page ended at.
 */
export async function listCases(
  db: Queryable,
  { limit, after, search = '', status, order = 'updatedAt', down = true }: WorklistQuestion,
): Promise<Worklist> {
  const patterns = search
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const wanted = [
    `($1::text is null or ${SHOWN_STATUS} = $1)`,
    ...patterns.map((_, index) => occurs(`$${index + 2}`)),
  ].join(' and ');
  const asked = [status ?? null, ...patterns];
  const [key, type] = KEYS[order];
  const place = after === undefined ? undefined : parsePlace(after, type);
  const [atKey, atId, most] = [1, 2, 3].map((n) => `$${asked.length + n}`);
  const [{ rows }, counted] = await Promise.all([
    db.query<SummaryRow & { place: string }>(
      `${summaryQuery(`(${key})::text as place,`)}
        where ${wanted} and (${atId}::uuid is null or (${key}, c.id) ${down ? '<' : '>'} (${atKey}::${type}, ${atId}))
        order by ${key} ${down ? 'desc' : 'asc'}, c.id ${down ? 'desc' : 'asc'} limit ${most}`,
      [...asked, place?.key ?? null, place?.id ?? null, limit + 1],
    ),
    db.query<{ total: number }>(
      `select count(*)::int as total from cases c left join patients p on p.id = c.patient where ${wanted}`,
      asked,
    ),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    cases: page.map(toSummary),
    total: counted.rows[0]?.total ?? 0,
    next: last ? `${last.place}/${last.id}` : null,
  };
}

/** Keys that a database reads as such: others would fail in it. */
const READABLE: Readonly<Record<string, RegExp>> = {
  timestamptz: /^\d{4}-\d\d-\d\d [\d:.]{8,15}[+-][\d:]{2,6}$/,
  integer: /^\d{1,4}$/,
};

function parsePlace(text: string, type: string): { key: string; id: string } {
  const [, key, id] = /^(.*)\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/s.exec(text) ?? [];
  const readable = key !== undefined && (READABLE[type]?.test(key) ?? true);
  if (!readable || !id) throw new ServerError('request-invalid');
  return { key, id };
}
