import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { isSameCase, localEvidence, type LocalEvidence } from '@calx/registry';
import type { Queryable } from '../store/database.ts';
import type { CaseIndex } from './case-index.ts';
import { cohortOf } from './cohorts.ts';
import { ownSource, trustedPool } from './evidence.ts';

/**
 * The counts for the engine. While a case is read, it and every other case of its patient are left out.
 * @param except the case that is read
 * @param hidden cases whose proof the reader must not learn yet
 */
export async function evidenceCounts(
  db: Queryable,
  index: CaseIndex,
  except: string | undefined,
  hidden: readonly string[] = [],
): Promise<LocalEvidence> {
  const out = new Set(except === undefined ? hidden : [...hidden, except]);
  const states = await index.readStates();
  const patient = except && states.find(({ counted }) => counted.id === except)?.patient;
  const cases =
    out.size > 0
      ? states.flatMap(({ counted, patient: whose }) =>
          out.has(counted.id) || (patient && whose === patient) ? [] : [counted],
        )
      : await index.read();
  const own = (await ownSource(db)) ?? undefined;
  return localEvidence(cases, await trustedPool(db), own, loadRelease(), except !== undefined);
}

/** {@link evidenceCounts} for a case that the store need not have. */
export interface CountsBeside extends LocalEvidence {
  /** Cases of the store that are the one being read, or of its patient. */
  readonly leftOut: readonly string[];
}

/**
 * The counts for a case from outside the store. Whoever is the same case by identifier or by what is stated, and other
 * cases of that patient, are left out.
 * @param cohort its cases alone, and no other hospital's counts; all of the store without it
 */
export async function evidenceBeside(
  db: Queryable,
  index: CaseIndex,
  read: CaseFacts,
  cohort?: string,
): Promise<CountsBeside> {
  const release = loadRelease();
  const states = await index.readStates();
  const same = states.filter(
    ({ counted, pseudonym }) =>
      (pseudonym !== null && pseudonym === read.id) || isSameCase(counted, read, release),
  );
  const patients = new Set(same.flatMap(({ patient }) => patient ?? []));
  const out = new Set(same.map(({ counted }) => counted.id));
  for (const { counted, patient } of states) if (patient && patients.has(patient)) out.add(counted.id);
  const asked = cohort === undefined ? await index.read() : (await cohortOf(db, index, cohort)).cases;
  const cases = asked.filter((entry) => !out.has(entry.id) && !isSameCase(entry, read, release));
  const kept = new Set(cases.map(({ id }) => id));
  const pool = cohort === undefined ? await trustedPool(db) : [];
  const own = (await ownSource(db)) ?? undefined;
  return {
    ...localEvidence(cases, pool, own, release, true),
    leftOut: asked.flatMap(({ id }) => (kept.has(id) ? [] : [id])),
  };
}
