import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { VolumeData } from '../work/volume.ts';
import { SliceView } from './SliceView.tsx';
import { volumeIdOf } from './cornerstone.ts';
import type { Plane } from './orientation.ts';
import type { OnDraw } from './useDrawing.ts';
import { useViewer } from './viewerStore.ts';
import { presetWindow } from './windows.ts';
import classes from './Images.module.css';

interface Props {
  readonly volume: VolumeData;
  /** Takes the place of the last plane. */
  readonly inSpace?: ReactNode;
  readonly onPick: (point: Vec3) => void;
  readonly onDraw: OnDraw;
}

/** The plane that each patient axis (x, y, z) is normal to. */
const PLANE_OF_AXIS: readonly Plane[] = ['sagittal', 'coronal', 'axial'];
const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** The three planes, the one nearest to the acquired slices first. */
function planesOf({ axes }: VolumeData): readonly Plane[] {
  const normal = axes[2].map(Math.abs);
  const acquired = PLANE_OF_AXIS[normal.indexOf(Math.max(...normal))] ?? 'axial';
  return [acquired, ...PLANES.filter((plane) => plane !== acquired)];
}

/** Axial, coronal and sagittal slices of one volume. */
export function SliceGrid({ volume, inSpace, onPick, onDraw }: Props) {
  const { t } = useTranslation();
  const { preset, invert, resets, cine } = useViewer();
  const window = useMemo(() => presetWindow(preset, volume.quantity === 'HU', volume.data), [preset, volume]);
  const planes = planesOf(volume);
  return (
    <div className={classes.grid}>
      {planes.slice(0, inSpace ? -1 : undefined).map((plane) => (
        <SliceView
          key={plane}
          volumeId={volumeIdOf(volume.seriesUID)}
          plane={plane}
          window={window}
          invert={invert}
          resets={resets}
          cine={cine && plane === planes[0]}
          label={`${volume.modality} ${t(`images.planes.${plane}`)}`}
          onPick={onPick}
          onDraw={onDraw}
        />
      ))}
      {inSpace}
    </div>
  );
}
