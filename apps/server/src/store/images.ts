import { createHash, randomUUID } from 'node:crypto';
import type {
  Instance,
  PatientHeader,
  Plane,
  Reason,
  Role,
  SeriesRole,
  Side,
  StudyHeader,
} from '@calx/dicom';
import type { Queryable } from './database.ts';

/** A series as the page opens it. */
export interface SeriesRecord {
  readonly uid: string;
  readonly modality: string;
  readonly description: string | null;
  readonly role: Role | null;
  readonly roleConfidence: number | null;
  readonly roleBecause: readonly Reason[];
  readonly plane: Plane | null;
  readonly side: Side | null;
  /** Of a film, as far as its headers tell. */
  readonly bodyPart: SeriesRole['bodyPart'] | null;
  readonly number: number | null;
  /** In stacking order. */
  readonly instances: readonly InstanceRecord[];
}

export interface InstanceRecord {
  readonly sop: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
}

export interface StudyRecord {
  readonly uid: string;
  readonly date: string | null;
  readonly description: string | null;
  readonly series: readonly SeriesRecord[];
}

/** An image in the archive: what it is and where its bytes lie. */
export interface ArchivedInstance {
  readonly header: Instance;
  /** Path below the archive folder, with `/`. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What the sorting of a series says of it. */
export interface SeriesSorting {
  readonly role: Role;
  readonly confidence: number;
  readonly because: readonly Reason[];
  readonly plane: Plane | null;
  readonly side: Side | null;
  readonly bodyPart: SeriesRole['bodyPart'] | null;
  /** SOP Instance UIDs as the slices lie. */
  readonly order: readonly string[];
}

/** Studies of a case with their series and images, each in order. */
export async function readStudies(db: Queryable, caseId: string): Promise<StudyRecord[]> {
  const { rows } = await db.query<StudyRecord>(
    `select st.uid, st.date, st.description,
            coalesce((select json_agg(json_build_object(
                'uid', se.uid, 'modality', se.modality, 'description', se.description, 'number', se.number,
                'role', se.role, 'roleConfidence', se.role_confidence, 'roleBecause', se.role_because,
                'plane', se.plane, 'side', se.side, 'bodyPart', se.body_part,
                'instances', (select coalesce(json_agg(json_build_object(
                    'sop', i.sop, 'frames', i.frames, 'rows', i.rows, 'columns', i.columns)
                    order by i.place, i.sop), '[]')
                  from instances i where i.series_uid = se.uid))
                order by se.number nulls last, se.uid)
              from series se where se.study_uid = st.uid), '[]') as series
       from case_studies cs join studies st on st.uid = cs.study_uid
      where cs.case_id = $1 order by st.date, st.uid`,
    [caseId],
  );
  return rows;
}

/** Path of an image below the archive folder. */
export async function findInstanceFile(db: Queryable, sop: string): Promise<string | undefined> {
  const { rows } = await db.query<{ file: string }>('select file from instances where sop = $1', [sop]);
  return rows[0]?.file;
}

/** Hashes of those images that the archive already has, by SOP Instance UID. */
export async function knownHashes(db: Queryable, sops: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sop: string; sha256: string }>(
    'select sop, sha256 from instances where sop = any($1)',
    [sops],
  );
  return new Map(rows.map(({ sop, sha256 }) => [sop, sha256]));
}

/** The row of a person, made at their first study; people without name and number are told apart by study. */
export async function storePatient(db: Queryable, patient: PatientHeader, study: string): Promise<string> {
  const anonymous = patient.id === '' && patient.name === '';
  const said = anonymous ? ['', '', study] : [patient.id, patient.name, patient.birthDate];
  const identity = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  const { rows } = await db.query<{ id: string }>(
    `insert into patients (id, name, patient_id, birth_date, sex, identity) values ($1, $2, $3, $4, $5, $6)
     on conflict (identity) do update set sex = coalesce(patients.sex, excluded.sex) returning id`,
    [
      randomUUID(),
      orNull(patient.name),
      orNull(patient.id),
      orNull(patient.birthDate),
      patient.sex === 'F' || patient.sex === 'M' ? patient.sex : null,
      identity,
    ],
  );
  return rows[0]?.id ?? '';
}

export async function storeStudy(
  db: Queryable,
  study: StudyHeader,
  patient: string,
  age: number | undefined,
): Promise<void> {
  await db.query(
    `insert into studies (uid, patient, date, description, patient_age) values ($1, $2, $3, $4, $5)
     on conflict (uid) do nothing`,
    [study.uid, patient, orNull(study.date), orNull(study.description), age ?? null],
  );
}

export async function storeSeries(db: Queryable, { study, series, modality }: Instance): Promise<void> {
  await db.query(
    `insert into series (uid, study_uid, modality, description, number) values ($1, $2, $3, $4, $5)
     on conflict (uid) do nothing`,
    [series.uid, study.uid, modality, orNull(series.description), series.number ?? null],
  );
}

export async function storeInstance(db: Queryable, instance: ArchivedInstance): Promise<void> {
  const { header, file, bytes, sha256 } = instance;
  await db.query(
    `insert into instances (sop, series_uid, place, frames, rows, columns, file, bytes, sha256)
     values ($1, $2, 0, $3, $4, $5, $6, $7, $8)`,
    [
      header.sopInstanceUID,
      header.series.uid,
      header.frames.length,
      header.image?.rows ?? 0,
      header.image?.columns ?? 0,
      file,
      bytes,
      sha256,
    ],
  );
}

/** Files of a series below the archive folder. */
export async function seriesFiles(db: Queryable, series: string): Promise<{ sop: string; file: string }[]> {
  const { rows } = await db.query<{ sop: string; file: string }>(
    'select sop, file from instances where series_uid = $1',
    [series],
  );
  return rows;
}

export async function storeSorting(db: Queryable, series: string, sorting: SeriesSorting): Promise<void> {
  const { role, confidence, because, plane, side, bodyPart } = sorting;
  await db.query(
    `update series set role = $2, role_confidence = $3, role_because = $4, plane = $5, side = $6,
       body_part = $7 where uid = $1`,
    [series, role, confidence, JSON.stringify(because), plane, side, bodyPart],
  );
  await db.query(
    `update instances i set place = o.place from unnest($1::text[]) with ordinality as o (sop, place)
      where i.sop = o.sop and i.series_uid = $2`,
    [sorting.order, series],
  );
}

/** Series of films of which it is not stored what they show. */
export async function filmsWithoutBodyPart(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ uid: string }>(
    `select uid from series where body_part is null and role like 'radiograph%' order by uid`,
  );
  return rows.map(({ uid }) => uid);
}

export async function storeBodyPart(
  db: Queryable,
  series: string,
  bodyPart: NonNullable<SeriesSorting['bodyPart']>,
): Promise<void> {
  await db.query('update series set body_part = $2 where uid = $1 and body_part is null', [series, bodyPart]);
}

/** Links studies to a case; resolves to how many of them were new to it. */
export async function linkStudies(
  db: Queryable,
  caseId: string,
  studies: readonly string[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into case_studies (case_id, study_uid) select $1, unnest($2::text[]) on conflict do nothing`,
    [caseId, studies],
  );
  return rowCount ?? 0;
}

/** The reader's case that holds one of these studies; cases made from samples are left alone. */
export async function findCaseOfStudies(
  db: Queryable,
  studies: readonly string[],
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select c.id from cases c join case_studies cs on cs.case_id = c.id
      where cs.study_uid = any($1) order by c.sample is not null, c.created_at limit 1`,
    [studies],
  );
  return rows[0]?.id;
}

const orNull = (text: string): string | null => (text === '' ? null : text);
