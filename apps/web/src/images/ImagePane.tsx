import { Alert, Button, Progress, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { LesionOverlay } from '../lesion/LesionOverlay.tsx';
import { SliceGrid } from './SliceGrid.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useVolume } from './useVolume.ts';
import classes from './Images.module.css';

interface Props {
  readonly series: CaseSeries;
  readonly onPick: (series: CaseSeries, point: Vec3) => void;
}

/** The images of the chosen series: loading, failed or shown. */
export function ImagePane({ series, onPick }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const volume = useVolume(series);
  return (
    <section className={classes.pane} aria-label={t('images.title')}>
      <Toolbar withPresets={volume.data?.quantity === 'HU'} />
      {volume.isPending && (
        <div className={classes.loading} role="status">
          <span>{t('images.loading', { count: series.instances.length })}</span>
          <Progress value={volume.progress * 100} size="sm" aria-label={t('images.progress')} />
        </div>
      )}
      {volume.isError && (
        <Stack p="md" align="start">
          <Alert color="red" title={t('images.failed')}>
            {errorText(volume.error)}
          </Alert>
          <Button size="xs" variant="default" onClick={() => void volume.refetch()}>
            {t('retry')}
          </Button>
        </Stack>
      )}
      {volume.data && (
        <>
          <SliceGrid volume={volume.data} onPick={(point) => onPick(series, point)} />
          <LesionOverlay volume={volume.data} />
        </>
      )}
    </section>
  );
}
