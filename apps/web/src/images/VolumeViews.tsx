import { lazy, Suspense, useLayoutEffect } from 'react';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useDocument } from '../case/store.ts';
import { LesionOverlay } from '../lesion/LesionOverlay.tsx';
import { useLesions } from '../lesion/lesionStore.ts';
import type { VolumeData } from '../work/volume.ts';
import { dropVolume, putVolume } from './cornerstone.ts';
import { SliceGrid } from './SliceGrid.tsx';
import { usePointerTool } from './tools.ts';
import type { OnDraw } from './useDrawing.ts';
import { useViewer } from './viewerStore.ts';

interface Props {
  readonly series: CaseSeries;
  readonly volume: VolumeData;
  readonly onPick: (point: Vec3) => void;
  readonly onDraw: OnDraw;
}

const SurfaceView = lazy(() => import('../lesion/SurfaceView.tsx'));

/** The slices of a volume with its lesions, and the lesion in space where it is asked for. */
export default function VolumeViews({ series, volume, onPick, onDraw }: Props) {
  const space = useViewer((state) => state.space);
  const active = useLesions((state) => state.active);
  const { lesions } = useDocument();
  const lesion = lesions.find((item) => item.id === active && item.series === series.uid);
  usePointerTool();
  // Before the effects of the views, which look for the volume by its id.
  useLayoutEffect(() => {
    const id = putVolume(volume);
    return () => dropVolume(id);
  }, [volume]);
  return (
    <>
      <SliceGrid
        volume={volume}
        inSpace={
          space && lesion ? (
            <Suspense>
              <SurfaceView series={series} lesion={lesion} />
            </Suspense>
          ) : undefined
        }
        onPick={onPick}
        onDraw={onDraw}
      />
      <LesionOverlay volume={volume} />
    </>
  );
}
