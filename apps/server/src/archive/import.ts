import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DicomError, parseInstance, readPixels, type Instance } from '@calx/dicom';
import type { MessageParams } from '@calx/knowledge';
import { describe } from '../errors.ts';
import { moveDurably, syncFolder } from '../files.ts';
import type { Services } from '../services.ts';
import { parseCaseDocument, type CaseDocument } from '../store/case-document.ts';
import { createCase, touchCase } from '../store/cases.ts';
import { transaction, type Queryable } from '../store/database.ts';
import {
  findCaseOfStudies,
  knownHashes,
  linkStudies,
  seriesFiles,
  storeInstance,
  storePatient,
  storeSeries,
  storeSorting,
  storeStudy,
  type ArchivedInstance,
} from '../store/images.ts';
import { sortSeries } from './sort-series.ts';

/** A file on the archive's disk that may be an image; the import takes it away or leaves it. */
export interface CandidateFile {
  readonly path: string;
  /** How it is called in messages: its path in what was sent. */
  readonly name: string;
}

/** A file that was not taken, and why; `code` belongs to the texts of this room or of the dicom room. */
export interface RefusedFile {
  readonly where: string;
  readonly code: string;
  readonly params: MessageParams;
  readonly message: string;
}

export interface ImportResult {
  readonly caseIds: readonly string[];
  /** Images of these files that are now in the archive, new or not. */
  readonly instances: number;
  readonly refused: readonly RefusedFile[];
}

export interface ImportOptions {
  readonly by: string;
  /** Makes a case of its own for this bundled sample, with this document. */
  readonly sample?: { readonly id: string; readonly document: CaseDocument };
}

/** Transfer syntaxes whose first frame tells at no cost whether all pixels came (PS3.6 table A-1). */
const UNCOMPRESSED = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
]);
/** The table of contents of a disc (DICOMDIR; PS3.6 table A-1): the images that it lists come by themselves. */
const MEDIA_DIRECTORY = '1.2.840.10008.1.3.10';
/** One import at a time writes rows and moves files; any constant of this program. */
const IMPORT_LOCK = 0x696d706f;

/**
 * Takes DICOM files into the archive, one case a patient: rows and files appear together or not at all, and a
 * file that can't be used is refused by name while the others are taken.
 */
export async function importFiles(
  services: Services,
  files: Iterable<CandidateFile> | AsyncIterable<CandidateFile>,
  options: ImportOptions,
): Promise<ImportResult> {
  const refused: RefusedFile[] = [];
  const found = await readHeaders(files, refused);
  const moved: string[] = [];
  try {
    return await transaction(services.database.pool, async (db) => {
      await db.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      const known = await knownHashes(db, [...found.keys()]);
      const fresh: Found[] = [];
      for (const [sop, candidate] of found) {
        const hash = known.get(sop);
        if (hash === undefined) fresh.push(candidate);
        else if (hash !== candidate.sha256) refused.push(differing(candidate.name));
      }
      const groups = await storeHeaders(db, [...found.values()]);
      await storeFiles(db, services, fresh, moved);
      await sortTouchedSeries(db, services, fresh);
      const caseIds: string[] = [];
      for (const group of groups) caseIds.push(await assignCase(db, group, fresh, options));
      return { caseIds, instances: found.size, refused };
    });
  } catch (error) {
    await Promise.all(moved.map((path) => rm(path, { force: true })));
    throw error;
  }
}

interface Found extends ArchivedInstance {
  readonly path: string;
  readonly name: string;
}

/** Reads what each file is, by SOP Instance UID; the same image twice counts once. */
async function readHeaders(
  files: Iterable<CandidateFile> | AsyncIterable<CandidateFile>,
  refused: RefusedFile[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const datasets = new Map<string, Instance['dataset']>();
  for await (const { path, name } of files) {
    try {
      const bytes = await readFile(path);
      const instance = parseInstance(bytes, name);
      if (instance.sopClassUID === MEDIA_DIRECTORY) continue;
      const header = requireImage(instance, name);
      if (UNCOMPRESSED.has(header.transferSyntax)) await readPixels(header);
      // A dataset holds the whole file: one a series is kept, the other headers share it.
      const dataset = datasets.get(header.series.uid) ?? header.dataset;
      datasets.set(header.series.uid, dataset);
      found.set(header.sopInstanceUID, {
        header: { ...header, dataset },
        path,
        name,
        file: archivePath(header),
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
    } catch (error) {
      if (!(error instanceof DicomError)) throw error;
      refused.push({ where: name, code: error.code, params: error.params, message: error.message });
    }
  }
  return found;
}

function requireImage(instance: Instance, name: string): Instance {
  if (!instance.image) throw new DicomError('not-an-image', { name, modality: instance.modality });
  if (!instance.hasPixels) throw new DicomError('no-pixel-data', { name });
  const identity = {
    SOPInstanceUID: instance.sopInstanceUID,
    SeriesInstanceUID: instance.series.uid,
    StudyInstanceUID: instance.study.uid,
  };
  for (const [attribute, value] of Object.entries(identity))
    if (value === '') throw new DicomError('bad-image-header', { name, attribute });
  return instance;
}

/** `<study>/<series>/<instance>.dcm`, each the UID, or its hash where it is none (PS3.5 9.1). */
function archivePath({ study, series, sopInstanceUID }: Instance): string {
  return `${[study.uid, series.uid, sopInstanceUID].map(pathPart).join('/')}.dcm`;
}

function pathPart(uid: string): string {
  if (uid.length <= 64 && /^\d+(\.\d+)*$/.test(uid)) return uid;
  return createHash('sha256').update(uid).digest('hex');
}

function differing(name: string): RefusedFile {
  const params = { name };
  return { where: name, code: 'instance-differs', params, message: describe('instance-differs', params) };
}

/** Studies of one patient in this import. */
interface PatientGroup {
  readonly patient: string;
  readonly first: Instance;
  readonly studies: Set<string>;
}

async function storeHeaders(db: Queryable, found: readonly Found[]): Promise<PatientGroup[]> {
  const groups = new Map<string, PatientGroup>();
  const studies = new Set<string>();
  const series = new Set<string>();
  for (const { header } of found) {
    const { study, patient } = header;
    if (!studies.has(study.uid)) {
      const id = await storePatient(db, patient, study.uid);
      await storeStudy(db, study, id, patient.age);
      const group = groups.get(id) ?? { patient: id, first: header, studies: new Set() };
      group.studies.add(study.uid);
      groups.set(id, group);
      studies.add(study.uid);
    }
    if (!series.has(header.series.uid)) await storeSeries(db, header);
    series.add(header.series.uid);
  }
  return [...groups.values()];
}

async function storeFiles(
  db: Queryable,
  { folder }: Services,
  fresh: readonly Found[],
  moved: string[],
): Promise<void> {
  const folders = new Set<string>();
  for (const candidate of fresh) {
    const target = join(folder.archive, candidate.file);
    const parent = dirname(target);
    if (!folders.has(parent)) await mkdir(parent, { recursive: true, mode: 0o700 });
    folders.add(parent).add(dirname(parent));
    await moveDurably(candidate.path, target);
    moved.push(target);
    await storeInstance(db, candidate);
  }
  for (const parent of [...folders, folder.archive]) await syncFolder(parent);
}

async function sortTouchedSeries(
  db: Queryable,
  { folder }: Services,
  fresh: readonly Found[],
): Promise<void> {
  const bySeries = new Map<string, Map<string, Instance>>();
  for (const { header } of fresh) {
    const series = bySeries.get(header.series.uid) ?? new Map<string, Instance>();
    bySeries.set(header.series.uid, series.set(header.sopInstanceUID, header));
  }
  for (const [uid, series] of bySeries) {
    // Images of the series that came before are read again: place is known only among all.
    for (const { sop, file } of await seriesFiles(db, uid)) {
      if (!series.has(sop)) series.set(sop, parseInstance(await readFile(join(folder.archive, file))));
    }
    await storeSorting(db, uid, sortSeries([...series.values()]));
  }
}

async function assignCase(
  db: Queryable,
  { patient, first, studies }: PatientGroup,
  fresh: readonly Found[],
  { by, sample }: ImportOptions,
): Promise<string> {
  const uids = [...studies];
  const existing = sample ? undefined : await findCaseOfStudies(db, uids);
  if (existing !== undefined) {
    await linkStudies(db, existing, uids);
    if (fresh.some(({ header }) => studies.has(header.study.uid)))
      await touchCase(db, existing, by, 'images');
    return existing;
  }
  const document = sample?.document ?? documentOf(first);
  const id = await createCase(db, { document, by, patient, sample: sample?.id });
  await linkStudies(db, id, uids);
  return id;
}

/** A new case starts with what the images say of the patient. */
function documentOf({ patient: { age, sex } }: Instance): CaseDocument {
  const known = sex === 'F' || sex === 'M' ? { sex } : {};
  return parseCaseDocument({ facts: { ...(age === undefined ? {} : { age }), ...known } });
}
