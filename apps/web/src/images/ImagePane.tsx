import { lazy, Suspense, useMemo } from 'react';
import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import type { VolumeData } from '../work/volume.ts';
import { ArrivingView } from './ArrivingView.tsx';
import { isRadiograph, type OnFilm } from './films.ts';
import { LinkedGrid } from './LinkedGrid.tsx';
import { linkedSeries } from './linkedSeries.ts';
import { Toolbar } from './Toolbar.tsx';
import type { OnDraw } from './useDrawing.ts';
import { loadViewer, useVolume } from './useVolume.ts';
import classes from './Images.module.css';

interface Props {
  readonly series: CaseSeries;
  /** All series of the case. */
  readonly all: readonly CaseSeries[];
  readonly onPick: (series: CaseSeries, point: Vec3) => void;
  /** Something was drawn on a view to change the lesion in hand. */
  readonly onDraw: OnDraw;
  /** A pixel of a film was clicked, or the mass outlined on it. */
  readonly onFilm: OnFilm;
}

const FlatGrid = lazy(() => import('./FlatGrid.tsx'));
const VolumeViews = lazy(loadViewer);
const preloadViewer = (): void => void loadViewer();

const FLAT_ROLES = /^(radiograph|capture|ct-localizer|mr-localizer|other)/;
/** Fewer images than this make no volume. */
const VOLUME_IMAGES = 3;

function isFlat({ role, instances }: CaseSeries): boolean {
  const frames = instances.reduce((sum, instance) => sum + instance.frames, 0);
  return FLAT_ROLES.test(role ?? '') || frames < VOLUME_IMAGES;
}

const hounsfield = ({ modality }: CaseSeries, volume: VolumeData | undefined): boolean =>
  volume ? volume.quantity === 'HU' : modality === 'CT';

/** The images of the chosen series: slices of a volume, or single images. */
export function ImagePane(props: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.pane} aria-label={t('images.title')}>
      {isFlat(props.series) ? (
        <>
          <Toolbar kind={isRadiograph(props.series) ? 'film' : 'picture'} />
          <Suspense>
            <FlatGrid series={props.series} others={props.all} onFilm={props.onFilm} />
          </Suspense>
        </>
      ) : (
        <VolumeOrGrid {...props} />
      )}
    </section>
  );
}

/** MR sequences side by side where there are several, else the planes of one volume. */
function VolumeOrGrid(props: Props) {
  const linked = useMemo(() => linkedSeries(props.series, props.all), [props.series, props.all]);
  if (linked.length === 0) return <VolumePane {...props} />;
  return (
    <>
      <Toolbar kind="mr" />
      <LinkedGrid chosen={props.series} series={linked} onPick={props.onPick} onDraw={props.onDraw} />
    </>
  );
}

/** A series as a volume: arriving, shown, or, where it cannot be one, image by image with the reason. */
function VolumePane({ series, all, onPick, onDraw, onFilm }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const volume = useVolume(series);
  return (
    <>
      <Toolbar kind={hounsfield(series, volume.data) ? 'ct' : 'mr'} />
      {volume.error !== null && (
        <div className={classes.fallback}>
          <Text size="sm" role="alert" className={classes.reason ?? ''}>
            {t('images.flatInstead')} {errorText(volume.error)}
            <Button ml="xs" size="compact-xs" variant="default" onClick={volume.again}>
              {t('retry')}
            </Button>
          </Text>
          <Suspense>
            <FlatGrid series={series} others={all} onFilm={onFilm} />
          </Suspense>
        </div>
      )}
      {volume.error === null && !volume.data && <Arriving series={series} volume={volume} />}
      {volume.data && (
        <Suspense>
          <VolumeViews
            series={series}
            volume={volume.data}
            onPick={(point) => onPick(series, point)}
            onDraw={onDraw}
          />
        </Suspense>
      )}
    </>
  );
}

interface ArrivingProps {
  readonly series: CaseSeries;
  readonly volume: Pick<ReturnType<typeof useVolume>, 'progress' | 'stopped' | 'stop' | 'again'>;
}

/** What is there of a series so far, in the place of its first plane, and how far it is. */
function Arriving({ series, volume: { progress, stopped, stop, again } }: ArrivingProps) {
  const { t } = useTranslation();
  const count = series.instances.length;
  return (
    <div className={classes.grid} data-loading={stopped ? 'stopped' : 'running'}>
      <ArrivingView series={series} onFirst={preloadViewer} />
      <div className={classes.loading} role="status">
        <span>{t(stopped ? 'images.stopped' : 'images.loading', { count })}</span>
        <Progress value={progress * 100} size="sm" aria-label={t('images.progress')} />
        <Group>
          <Button size="compact-xs" variant="default" onClick={stopped ? again : stop}>
            {stopped ? t('images.goOn') : t('cancel')}
          </Button>
        </Group>
      </div>
    </div>
  );
}
