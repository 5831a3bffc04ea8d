import { lazy, Suspense } from 'react';
import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useDocument } from '../case/store.ts';
import { useLesions } from '../lesion/lesionStore.ts';
import { useViewer } from './viewerStore.ts';
import { LesionOverlay } from '../lesion/LesionOverlay.tsx';
import { FlatGrid } from './FlatGrid.tsx';
import { SliceGrid } from './SliceGrid.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useVolume } from './useVolume.ts';
import classes from './Images.module.css';

interface Props {
  readonly series: CaseSeries;
  /** All series of the case. */
  readonly all: readonly CaseSeries[];
  readonly onPick: (series: CaseSeries, point: Vec3) => void;
}

const SurfaceView = lazy(() => import('../lesion/SurfaceView.tsx'));

const FLAT_ROLES = /^(radiograph|capture|ct-localizer|mr-localizer|other)/;
/** Fewer images than this make no volume. */
const VOLUME_IMAGES = 3;

function isFlat({ role, instances }: CaseSeries): boolean {
  const frames = instances.reduce((sum, instance) => sum + instance.frames, 0);
  return FLAT_ROLES.test(role ?? '') || frames < VOLUME_IMAGES;
}

/** The images of the chosen series: slices of a volume, or single images. */
export function ImagePane(props: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.pane} aria-label={t('images.title')}>
      {isFlat(props.series) ? (
        <>
          <Toolbar withPresets={false} />
          <FlatGrid series={props.series} others={props.all} />
        </>
      ) : (
        <VolumePane {...props} />
      )}
    </section>
  );
}

/** A series as a volume: loading, shown, or, where it cannot be one, image by image with the reason. */
function VolumePane({ series, all, onPick }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const volume = useVolume(series);
  const space = useViewer((state) => state.space);
  const active = useLesions((state) => state.active);
  const { lesions } = useDocument();
  const lesion = lesions.find((item) => item.id === active && item.series === series.uid);
  return (
    <>
      <Toolbar withPresets={volume.data?.quantity === 'HU'} />
      {volume.isPending && (
        <div className={classes.loading} role="status">
          <span>{t('images.loading', { count: series.instances.length })}</span>
          <Progress value={volume.progress * 100} size="sm" aria-label={t('images.progress')} />
        </div>
      )}
      {volume.isError && (
        <div className={classes.fallback}>
          <Text size="sm" role="alert" className={classes.reason ?? ''}>
            {t('images.flatInstead')} {errorText(volume.error)}
            <Button ml="xs" size="compact-xs" variant="default" onClick={() => void volume.refetch()}>
              {t('retry')}
            </Button>
          </Text>
          <FlatGrid series={series} others={all} />
        </div>
      )}
      {volume.data && (
        <>
          <SliceGrid
            volume={volume.data}
            inSpace={
              space && lesion ? (
                <Suspense>
                  <SurfaceView series={series} lesion={lesion} />
                </Suspense>
              ) : undefined
            }
            onPick={(point) => onPick(series, point)}
          />
          <LesionOverlay volume={volume.data} />
        </>
      )}
    </>
  );
}
