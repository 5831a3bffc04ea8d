import { useLayoutEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import { LesionOverlay } from '../lesion/LesionOverlay.tsx';
import type { VolumeData } from '../work/volume.ts';
import { dropVolume, putVolume, volumeIdOf } from './cornerstone.ts';
import { SliceView } from './SliceView.tsx';
import { usePointerTool } from './tools.ts';
import type { OnDraw } from './useDrawing.ts';
import { useViewer } from './viewerStore.ts';
import { autoWindow } from './windows.ts';

interface Props {
  readonly volume: VolumeData;
  readonly label: string;
  readonly cine: boolean;
  readonly onPick: (point: Vec3) => void;
  readonly onDraw: OnDraw;
}

/** One sequence of the grid, as acquired; it is scrolled with the others that share its frame of reference. */
export default function LinkedView({ volume, label, cine, onPick, onDraw }: Props) {
  const { t } = useTranslation();
  const { invert, resets } = useViewer();
  const window = useMemo(() => autoWindow(volume.data), [volume]);
  usePointerTool();
  useLayoutEffect(() => {
    const id = putVolume(volume);
    return () => dropVolume(id);
  }, [volume]);
  return (
    <>
      <SliceView
        volumeId={volumeIdOf(volume.seriesUID)}
        plane="acquisition"
        link={volume.frameOfReference || undefined}
        window={window}
        invert={invert}
        resets={resets}
        cine={cine}
        label={`${label} ${t('images.planes.acquisition')}`}
        onPick={onPick}
        onDraw={onDraw}
      />
      <LesionOverlay volume={volume} />
    </>
  );
}
