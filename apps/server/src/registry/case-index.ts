import type pg from 'pg';
import { loadRelease } from '@calx/knowledge';
import type { RegistryCase } from '@calx/registry';
import { z } from 'zod';
import type { CaseDocument } from '../store/case-document.ts';
import type { OutcomeDocument } from '../store/registry-documents.ts';

/** A case as the registry counts it, and which state of the store that is. */
export interface IndexedCase {
  readonly counted: RegistryCase;
  readonly version: number;
  /** Version of the proven diagnosis; null where there is none. */
  readonly outcome: number | null;
  /** Whose it is, where that is known: a patient never counts in their own differential. */
  readonly patient: string | null;
  /** Under which identifier it was imported. */
  readonly pseudonym: string | null;
}

/**
 * The cases of the store in memory, bundled samples left out. Reading it again fetches only what has changed:
 * every change notes its transaction, and all transactions below the horizon of a snapshot were seen with it.
 */
export class CaseIndex {
  readonly #pool: pg.Pool;
  readonly #cases = new Map<string, IndexedCase>();
  #horizon = '0';
  #ordered: readonly IndexedCase[] = [];
  #counted: readonly RegistryCase[] = [];
  #reading: Promise<void> = Promise.resolve();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Every case in the order of their ids; the same array as before while nothing has changed. */
  async read(): Promise<readonly RegistryCase[]> {
    await this.#refresh();
    return this.#counted;
  }

  /** The same with the states behind it. */
  async readStates(): Promise<readonly IndexedCase[]> {
    await this.#refresh();
    return this.#ordered;
  }

  #refresh(): Promise<void> {
    const next = this.#reading.catch(() => undefined).then(() => this.#fetch());
    this.#reading = next;
    return next;
  }

  async #fetch(): Promise<void> {
    const client = await this.#pool.connect();
    let changed = 0;
    try {
      await client.query('begin isolation level repeatable read, read only');
      const { rows } = await client.query<{ horizon: string }>(
        'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
      );
      const { rows: ids } = await client.query<{ id: string }>(
        'select case_id as id from case_changes where tx >= $1::xid8 order by case_id',
        [this.#horizon],
      );
      for (let at = 0; at < ids.length; at += PAGE) {
        const page = ids.slice(at, at + PAGE).map(({ id }) => id);
        const states = await client.query<StateRow>(STATES, [page]);
        for (const row of states.rows) this.#cases.set(row.id, toIndexed(row, this.#cases.get(row.id)));
        changed += states.rows.length;
      }
      await client.query('commit');
      this.#horizon = rows[0]?.horizon ?? '0';
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
    if (changed === 0) return;
    const ordered = [...this.#cases.values()].sort((a, b) => (a.counted.id < b.counted.id ? -1 : 1));
    // A change that was seen before is read again until older transactions have ended: nothing is new then.
    const same =
      ordered.length === this.#ordered.length && ordered.every((one, index) => one === this.#ordered[index]);
    if (same) return;
    this.#ordered = ordered;
    this.#counted = ordered.map(({ counted }) => counted);
  }
}

const PAGE = 5_000;

const STATES = `
  select c.id, c.version, c.patient, c.pseudonym, c.document->'facts' as facts, c.document->'registry' as registry,
         o.version as outcome, o.document as proven, s.date, s.modalities
    from cases c
    left join lateral (
      -- The limit keeps to the index: joined as a whole, every page would read the outcomes of all cases.
      select version, document from registry_records where kind = 'outcome' and key = c.id::text limit 1) o on true
    left join lateral (
      select min(st.date) as date, array_agg(distinct se.modality) as modalities
        from case_studies cs join studies st on st.uid = cs.study_uid join series se on se.study_uid = st.uid
       where cs.case_id = c.id) s on true
   where c.sample is null and c.id = any($1::uuid[])`;

interface StateRow {
  id: string;
  version: number;
  patient: string | null;
  pseudonym: string | null;
  facts: CaseDocument['facts'] | null;
  registry: { date?: string; examinations?: readonly string[] } | null;
  outcome: number | null;
  proven: OutcomeDocument | null;
  /** DICOM date (YYYYMMDD). */
  date: string | null;
  modalities: readonly string[] | null;
}

function toIndexed(row: StateRow, held: IndexedCase | undefined): IndexedCase {
  if (held?.version === row.version && held.outcome === row.outcome) return held;
  const { id, facts, registry, proven } = row;
  const date = registry?.date ?? isoDate(row.date) ?? proven?.provenOn;
  const examinations =
    registry?.examinations ?? (row.modalities ? examinationsOf(row.modalities) : undefined);
  const counted = countedCase({
    id,
    facts,
    proven,
    ...(date && { date }),
    ...(examinations && { examinations }),
  });
  return {
    counted,
    version: row.version,
    outcome: row.outcome,
    patient: row.patient,
    pseudonym: row.pseudonym,
  };
}

/** One state of a case as the registry counts it: its facts as stored, its proven diagnosis, nothing else. */
export function countedCase(state: {
  readonly id: string;
  readonly facts: CaseDocument['facts'] | null;
  readonly proven: OutcomeDocument | null;
  readonly date?: string;
  readonly examinations?: readonly string[];
}): RegistryCase {
  const { id, facts, proven, date, examinations } = state;
  return {
    id,
    facts: { findings: {}, ...facts } as RegistryCase['facts'],
    diagnosis: proven?.diagnosis ?? null,
    provenBy: proven?.provenBy ?? null,
    ...(date !== undefined && { date }),
    ...(examinations !== undefined && { examinations }),
  };
}

function isoDate(dicom: string | null): string | undefined {
  return dicom && /^\d{8}$/.test(dicom)
    ? `${dicom.slice(0, 4)}-${dicom.slice(4, 6)}-${dicom.slice(6)}`
    : undefined;
}

const modalityMap = z.object({ examinations: z.record(z.string(), z.string()) });
let acts: Readonly<Record<string, string>> | undefined;

/** Modalities of a case's series as examinations, from `knowledge/thresholds/registry.yaml`. */
function examinationsOf(modalities: readonly string[]): string[] {
  acts ??= modalityMap.parse(loadRelease().thresholds['registry']).examinations;
  return [...new Set(modalities.flatMap((modality) => acts?.[modality] ?? []))].sort();
}
