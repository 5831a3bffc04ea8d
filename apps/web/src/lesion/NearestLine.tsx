import { useEffect, useState, type RefObject } from 'react';
import { cache, type Types } from '@cornerstonejs/core';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import { useDocument } from '../case/store.ts';
import { volumeIdOf } from '../images/cornerstone.ts';
import { onMoved, onViews } from '../images/views.ts';
import { number } from './format.ts';
import { useLesions } from './lesionStore.ts';
import { partInSlab } from './nearest.ts';
import type { ShownMeasurement } from './types.ts';
import classes from './Lesion.module.css';

interface Props {
  readonly volumeId: string;
  readonly view: RefObject<Types.IVolumeViewport | null>;
}

interface Drawn {
  readonly from: Types.Point2;
  readonly to: Types.Point2;
}

const DOT = 3;
/** Room between the line and its figure, CSS pixels. */
const GAP = 8;

/** The shortest way from the lesion in hand to bone, on the slices that it runs through. */
export function NearestLine({ volumeId, view }: Props) {
  const { t } = useTranslation();
  const { lesions } = useDocument();
  const active = useLesions((state) => state.active);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const lesion = lesions.find(({ id, series }) => id === active && volumeIdOf(series) === volumeId);
  const bone = (lesion?.measurement as Partial<ShownMeasurement> | null | undefined)?.bone;
  const nearest = bone?.nearest;

  useEffect(() => {
    const draw = (): void => {
      const viewport = view.current;
      const { focalPoint, viewPlaneNormal } = viewport?.getCamera() ?? {};
      // On the way out of a case the volume goes before its views.
      const volume = cache.getVolume(volumeId);
      if (!viewport || !volume || !nearest || !focalPoint || !viewPlaneNormal) return setDrawn(null);
      const part = partInSlab(nearest, {
        at: focalPoint as unknown as Vec3,
        normal: viewPlaneNormal as unknown as Vec3,
        reach: Math.max(...volume.spacing) / 2,
      });
      setDrawn(
        part
          ? { from: viewport.worldToCanvas([...part[0]]), to: viewport.worldToCanvas([...part[1]]) }
          : null,
      );
    };
    draw();
    const stops = [onMoved(draw), onViews(draw)];
    return () => stops.forEach((stop) => stop());
  }, [nearest, view, volumeId]);

  if (!drawn || bone?.distance === null || bone?.distance === undefined) return null;
  const { from, to } = drawn;
  return (
    <svg className={classes.nearest} aria-hidden data-in-picture data-nearest>
      <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      {[from, to].map(([x, y], index) => (
        <circle key={index} cx={x} cy={y} r={DOT} />
      ))}
      <text x={Math.max(from[0], to[0]) + GAP} y={(from[1] + to[1]) / 2 + GAP / 2}>
        {bone.touches ? t('lesion.touches') : `${number(bone.distance)} mm`}
      </text>
    </svg>
  );
}
