import { useEffect, useRef } from 'react';
import { volumeIdOf } from '../images/cornerstone.ts';
import { useDocument } from '../case/store.ts';
import { geometryOf, type VolumeData } from '../work/volume.ts';
import { useLesions } from './lesionStore.ts';
import { createOverlay, type Overlay } from './overlay.ts';

/** Draws the lesions of a series over its slices: the same voxels that were measured. */
export function LesionOverlay({ volume }: { readonly volume: VolumeData }) {
  const { lesions } = useDocument();
  const { masks, active } = useLesions();
  const overlay = useRef<Overlay | null>(null);

  useEffect(() => {
    const created = createOverlay(volumeIdOf(volume.seriesUID), geometryOf(volume));
    overlay.current = created;
    return () => {
      overlay.current = null;
      created.remove();
    };
  }, [volume]);

  useEffect(() => {
    const own = lesions.filter(({ id, series }) => series === volume.seriesUID && masks.has(id));
    overlay.current?.show(
      own.flatMap(({ id }) => {
        const drawn = masks.get(id);
        const muscle = drawn?.muscle;
        return [
          ...(drawn ? [{ mask: drawn.mask, kind: id === active ? 'active' : 'other' } as const] : []),
          ...(muscle ? [{ mask: muscle, kind: 'muscle' } as const] : []),
        ];
      }),
    );
  }, [lesions, masks, active, volume]);
  return null;
}
