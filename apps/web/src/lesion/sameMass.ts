import type { LesionRecord } from '../api/types.ts';
import type { Drawn } from './lesionStore.ts';

const meet = (one: Uint8Array, other: Uint8Array): boolean => {
  for (let at = 0; at < one.length; at += 1) if (one[at] && other[at]) return true;
  return false;
};

/**
 * The lesion whose voxels a newly grown mask meets (both on the grid of the series), if there is one. A lesion that was
 * cut or brushed by hand may leave the rest of its mass to another, and films have no voxels in common.
 */
export function sameMass(
  mask: Uint8Array,
  { series, request }: Pick<LesionRecord, 'series' | 'request'>,
  lesions: readonly LesionRecord[],
  masks: ReadonlyMap<string, Pick<Drawn, 'mask'>>,
): string | undefined {
  if (request.film) return undefined;
  return lesions.find((lesion) => {
    const known = masks.get(lesion.id)?.mask;
    const isEdited = (lesion.request.edits ?? []).length > 0;
    return lesion.series === series && !lesion.request.film && !isEdited && known && meet(mask, known);
  })?.id;
}
