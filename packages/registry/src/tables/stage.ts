import { normaliseFinding, findVariable, type Release } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';

/** Cells that line the cavities in the active stage. */
const ACTIVE_CELLS = ['giant_cells', 'chronic_inflammation'];

/**
 * Stage of tumoral calcinosis by the definition of the index series (li2015): active with giant cells or chronic
 * inflammation around the calcium, quiescent when both were looked for and neither is found, else undefined.
 */
export function stageOf({ facts }: RegistryCase, release: Release): 'active' | 'quiescent' | undefined {
  const shows = ACTIVE_CELLS.map((id) => {
    const variable = findVariable(release, id);
    const stated = facts.findings[id];
    return variable && stated !== undefined ? normaliseFinding(variable, stated)?.present[0] : undefined;
  });
  if (shows.includes('yes')) return 'active';
  return shows.every((value) => value === 'no') ? 'quiescent' : undefined;
}
