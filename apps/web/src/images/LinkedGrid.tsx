import { lazy, Suspense } from 'react';
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import type { OnDraw } from './useDrawing.ts';
import { useVolume } from './useVolume.ts';
import { useViewer } from './viewerStore.ts';
import classes from './Images.module.css';

interface Props {
  readonly chosen: CaseSeries;
  readonly series: readonly CaseSeries[];
  readonly onPick: (series: CaseSeries, point: Vec3) => void;
  readonly onDraw: OnDraw;
}

const LinkedView = lazy(() => import('./LinkedView.tsx'));

/** MR sequences of one plane beside each other. */
export function LinkedGrid({ chosen, series, onPick, onDraw }: Props) {
  const cine = useViewer((state) => state.cine);
  return (
    <div className={classes.linked} data-tiles={series.length} data-linked>
      {series.map((one) => (
        <LinkedTile
          key={one.uid}
          series={one}
          cine={cine && one.uid === chosen.uid}
          onPick={(point) => onPick(one, point)}
          onDraw={onDraw}
        />
      ))}
    </div>
  );
}

interface TileProps {
  readonly series: CaseSeries;
  readonly cine: boolean;
  readonly onPick: (point: Vec3) => void;
  readonly onDraw: OnDraw;
}

function LinkedTile({ series, cine, onPick, onDraw }: TileProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, progress } = useVolume(series);
  const label = t(`dicom:role.${series.role ?? ''}`);
  return (
    <div className={classes.tile} data-series={series.uid} data-role={series.role}>
      {data && (
        <Suspense>
          <LinkedView volume={data} label={label} cine={cine} onPick={onPick} onDraw={onDraw} />
        </Suspense>
      )}
      {!data && (
        <div className={classes.loading} role="status">
          <span>{label}</span>
          {error ? (
            <span role="alert">{errorText(error)}</span>
          ) : (
            <Progress value={progress * 100} size="sm" aria-label={t('images.progress')} />
          )}
        </div>
      )}
    </div>
  );
}
