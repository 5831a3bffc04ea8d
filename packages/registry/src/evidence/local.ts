import type { LocalCount } from '@calx/diagnosis';
import type { Release } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { localCountsOf } from './count.ts';
import { addCounts, isOverlap, sourcesOf, type EvidencePool } from './merge.ts';
import { isPublished } from './published.ts';

/** The hospital as the others know it. */
export interface OwnSource {
  readonly id: string;
  /** Sources that may hold some of its patients. */
  readonly overlaps: readonly string[];
}

/** Counts for the engine beside the literature, and where they come from. */
export interface LocalEvidence {
  readonly local: { readonly cases: number; readonly counts: readonly LocalCount[] };
  readonly shared: { readonly sources: readonly string[]; readonly counts: readonly LocalCount[] };
  /** Both together, no patient twice: the engine's `localCounts`. */
  readonly counts: readonly LocalCount[];
}

/**
 * The hospital's own proven cases, unprotected on its own machine, and what others shared.
 *
 * The own source's bundle, should it have come back, never counts beside the cases it was made of. Without its own
 * patient a case is read as if that patient were unknown: `cases` come without them, and sources that declare an
 * overlap with this hospital stay out, for they may hold the same patient. A case that the literature counts already
 * (it was taken in from the published ones) is not counted here again.
 * @param cases without the patient being read
 * @param reading whether a case is being read
 */
export function localEvidence(
  cases: readonly RegistryCase[],
  pool: EvidencePool,
  own: OwnSource | undefined,
  release: Release,
  reading: boolean,
): LocalEvidence {
  const proven = cases.filter(({ diagnosis, provenBy }) => diagnosis && provenBy);
  const counted = proven.filter((entry) => !isPublished(entry, release));
  const counts = localCountsOf(counted, release);
  const self = { id: own?.id ?? '', overlaps: own?.overlaps ?? [], figures: counts };
  const others = sourcesOf(pool).filter(
    (source) => source.id !== self.id && !(reading && isOverlap(source, self)),
  );
  return {
    local: { cases: counted.length, counts },
    shared: { sources: others.map(({ id }) => id), counts: addCounts(others) },
    counts: addCounts([self, ...others]),
  };
}
