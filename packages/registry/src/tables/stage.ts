import type { Release } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { statedOf } from '../cohort/stated.ts';

/** Cells that line the cavities in the active stage. */
const ACTIVE_CELLS = ['giant_cells', 'chronic_inflammation'];

/**
 * Stage of tumoral calcinosis by the definition of the index series (li2015): active with giant cells or chronic
 * inflammation around the calcium, quiescent when both were looked for and neither is found, else undefined.
 */
export function stageOf(entry: RegistryCase, release: Release): 'active' | 'quiescent' | undefined {
  const shows = ACTIVE_CELLS.map((id) => statedOf(entry, id, release)?.present[0]);
  if (shows.includes('yes')) return 'active';
  return shows.every((value) => value === 'no') ? 'quiescent' : undefined;
}
