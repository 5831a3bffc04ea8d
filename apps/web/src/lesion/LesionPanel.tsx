import { Button, Group, SegmentedControl, Slider, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MrLesion, RadiographLesion } from '@calx/lesion';
import { IconButton } from '../app/IconButton.tsx';
import type { CaseSeries, LesionRecord } from '../api/types.ts';
import { removeLesion } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { isRadiograph } from '../images/films.ts';
import { showPoint } from '../images/views.ts';
import { useLesions } from './lesionStore.ts';
import type { Measuring } from './useMeasuring.ts';
import { Candidates } from './Candidates.tsx';
import { FilmLine } from './FilmLine.tsx';
import { MeasuringMark } from './MeasuringMark.tsx';
import { SignalLine } from './SignalLine.tsx';
import { MeasuredLine } from './MeasuredLine.tsx';
import type { ShownMeasurement } from './types.ts';
import classes from './Lesion.module.css';

interface Props {
  readonly measuring: Measuring;
  /** The series in view. */
  readonly series: CaseSeries | undefined;
}

/** Ends of the threshold slider, HU: display range of the control, not a clinical limit. */
const SLIDER = { min: 80, max: 600, step: 10 } as const;

/** The lesion in hand: its numbers, its threshold with the volume following, and the way back. */
export function LesionPanel({ measuring, series }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { again, redraw, stop } = measuring;
  const { lesions } = useDocument();
  const change = useCaseStore((state) => state.change);
  const { active, busy, error, choose, masks, candidates } = useLesions();
  const lesion = lesions.find(({ id }) => id === active) ?? lesions.at(-1);
  const unmeasured = lesions.every((item) => item.series !== series?.uid);
  const modality = (lesion?.measurement as { modality?: 'MR' | 'radiograph' } | undefined)?.modality;
  const notes = (lesion && masks.get(lesion.id)?.notes) ?? [];
  useEffect(() => {
    if (lesion && lesion.id !== active) choose(lesion.id);
  }, [lesion, active, choose]);

  return (
    <section className={classes.panel} aria-busy={busy} aria-label={t('lesion.title')}>
      {series && !lesion && !busy && (
        <Text size="sm">{t(isRadiograph(series) ? 'lesion.filmHint' : 'lesion.hint')}</Text>
      )}
      <MeasuringMark onStop={stop} />
      {error !== null && (
        <Text size="sm" c="var(--calx-alarm-text)" role="alert">
          {errorText(error)}
        </Text>
      )}
      {lesion && (
        <>
          <Group gap="md" wrap="nowrap">
            <SegmentedControl
              size="xs"
              aria-label={t('lesion.which')}
              value={lesion.id}
              onChange={(id) => {
                choose(id);
                const chosen = lesions.find((item) => item.id === id);
                if (chosen && !chosen.request.film) showPoint(chosen.request.seed);
              }}
              data={lesions.map(({ id }, index) => ({
                value: id,
                label: t('lesion.name', { n: index + 1 }),
              }))}
            />
            {!modality && <Threshold key={lesion.id} lesion={lesion} again={again} />}
            {!lesion.request.film && (
              <Button size="compact-xs" variant="default" onClick={() => showPoint(lesion.request.seed)}>
                {t('lesion.show')}
              </Button>
            )}
            {!busy && !masks.has(lesion.id) && (
              <Button size="compact-xs" variant="default" data-redraw onClick={() => redraw(lesion)}>
                {t('lesion.redraw')}
              </Button>
            )}
            {(lesion.request.edits?.length ?? 0) > 0 && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => again(lesion, (request) => ({ ...request, edits: [] }), true)}
              >
                {t('lesion.unedit', { count: lesion.request.edits?.length ?? 0 })}
              </Button>
            )}
            <IconButton
              label={t('lesion.remove')}
              size="sm"
              onClick={() => change((document) => removeLesion(document, lesion.id))}
            >
              ✕
            </IconButton>
          </Group>
          {modality === 'MR' && <SignalLine measurement={lesion.measurement as MrLesion} />}
          {modality === 'radiograph' && <FilmLine measurement={lesion.measurement as RadiographLesion} />}
          {!modality && <MeasuredLine measurement={lesion.measurement as ShownMeasurement} />}
          {notes.map((note) => (
            <p key={note.code} className={classes.rule}>
              {errorText(note)}
            </p>
          ))}
        </>
      )}
      {series?.role === 'ct' && (unmeasured || candidates[series.uid]) && (
        <Candidates series={series} {...measuring} />
      )}
    </section>
  );
}

function Threshold({ lesion, again }: Pick<Measuring, 'again'> & { readonly lesion: LesionRecord }) {
  const { t } = useTranslation();
  const stored = lesion.request.thresholdHU ?? (lesion.measurement as ShownMeasurement).thresholdHU;
  const [dragged, setDragged] = useState<number | null>(null);
  const value = dragged ?? stored;
  return (
    <div className={classes.threshold}>
      <span>{t('lesion.threshold')}</span>
      <Slider
        flex={1}
        size="sm"
        {...SLIDER}
        value={value}
        thumbLabel={t('lesion.threshold')}
        label={null}
        onChange={(thresholdHU) => {
          again(lesion, (request) => ({ ...request, thresholdHU }), dragged === null);
          setDragged(thresholdHU);
        }}
        onChangeEnd={() => setDragged(null)}
      />
      <span className={classes.hu}>{value} HU</span>
    </div>
  );
}
