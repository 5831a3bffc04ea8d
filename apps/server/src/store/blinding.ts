import { roundsFor, type ReaderStudy } from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { CaseDocument } from './case-document.ts';
import type { Queryable } from './database.ts';
import { openReadings, readStudy, studyReadings } from './reader-studies.ts';

/** Why a reader may not yet know what others found in a case: a reading of it that they still owe. */
export interface Blinding {
  readonly study: string;
  /** The round that they take next. */
  readonly round: string;
  /** The study is a second reading: it hides the first reading too, and keeps what the machine measured. */
  readonly secondReading: boolean;
}

/** Studies that hide something from a reader: those they read in, and those with a place that they may take. */
const HIDING = `select key from registry_records where kind = 'reader-study' and document @> $1
  and (document @> $2 or document @> '{"secondReading": {"openPlace": true}}')
  and coalesce(document->'secondReading'->>'state', 'open') = 'open' order by key`;

async function hidingStudies(db: Queryable, reader: string, about: object): Promise<[string, ReaderStudy][]> {
  const { rows } = await db.query<{ key: string }>(HIDING, [
    JSON.stringify({ hideProof: true, ...about }),
    JSON.stringify({ readers: [reader] }),
  ]);
  return Promise.all(rows.map(async ({ key }) => [key, await readStudy(db, key)]));
}

/** What blinds a reader to a case; undefined where nothing does. */
export async function blindingOf(
  db: Queryable,
  caseId: string,
  reader: string,
): Promise<Blinding | undefined> {
  for (const [name, study] of await hidingStudies(db, reader, { cases: [caseId] })) {
    const own = await studyReadings(db, name, { ...study, cases: [caseId], readers: [reader] });
    const next = roundsFor(study, reader).find(
      ({ id }) => !own.some((reading) => reading.round === id && reading.submitted),
    );
    if (next) return { study: name, round: next.id, secondReading: study.secondReading !== undefined };
  }
  return undefined;
}

/** The cases that a reader has yet to read blinded, with the study that says so. */
export async function blindedCases(
  db: Queryable,
  reader: string,
): Promise<readonly { readonly study: string; readonly secondReading: boolean; readonly cases: string[] }[]> {
  const studies = await hidingStudies(db, reader, {});
  const found = await Promise.all(
    studies.map(async ([name, study]) => {
      const own = { ...study, readers: [reader], secondReading: undefined };
      const open = openReadings(own, await studyReadings(db, name, own));
      const secondReading = study.secondReading !== undefined;
      return open > 0 ? [{ study: name, secondReading, cases: study.cases }] : [];
    }),
  );
  return found.flat();
}

const refusal = ({ study, secondReading }: Pick<Blinding, 'study' | 'secondReading'>): ServerError =>
  secondReading
    ? new ServerError('second-reading-hidden', {}, 403)
    : new ServerError('proof-hidden', { study }, 403);

/**
 * Keeps what is known of a case from a reader who still has to read it blinded.
 * @throws ServerError `proof-hidden`, `second-reading-hidden`.
 */
export async function refuseWhileBlinded(db: Queryable, caseId: string, reader: string): Promise<void> {
  const blinding = await blindingOf(db, caseId, reader);
  if (blinding) throw refusal(blinding);
}

/**
 * Keeps what is known of all cases from a reader who still has to read any of them blinded.
 * @throws ServerError `proof-hidden`, `second-reading-hidden`.
 */
export async function refuseAllWhileBlinded(db: Queryable, reader: string): Promise<void> {
  const [first] = await blindedCases(db, reader);
  if (first) throw refusal(first);
}

/**
 * A case as a blinded reader may see it: age, sex, laboratory values, images, and in a second reading what the machine
 * measured; nothing that anybody found, ranked, wrote or accepted.
 */
export function blindedDocument(
  { facts, lesions, report }: CaseDocument,
  { secondReading }: Blinding,
): CaseDocument {
  const { age, sex, pack, labs } = facts;
  return {
    status: 'reading',
    facts: {
      findings: {},
      labs,
      ...(age !== undefined && { age }),
      ...(sex !== undefined && { sex }),
      ...(pack !== undefined && { pack }),
    },
    findings: {},
    lesions: secondReading
      ? lesions.map(({ id, series, request, measurement }) => ({ id, series, request, measurement }))
      : [],
    report: { lang: report.lang, edits: {} },
  };
}
