import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries, LesionRecord } from '../api/types.ts';
import { useTranslation } from 'react-i18next';
import { Button, Text } from '@mantine/core';
import { keyLabel } from '../app/keys.ts';
import { useKeys } from '../app/useKeys.ts';
import { InHeader } from '../app/HeaderSlot.tsx';
import { DifferentialPanel } from '../differential/DifferentialPanel.tsx';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { closeImages } from '../images/closeImages.ts';
import type { OnFilm } from '../images/films.ts';
import { ImagePane } from '../images/ImagePane.tsx';
import { SeriesList } from '../images/SeriesList.tsx';
import type { OnDraw } from '../images/useDrawing.ts';
import { useViewer } from '../images/viewerStore.ts';
import { LesionPanel } from '../lesion/LesionPanel.tsx';
import { useLesions } from '../lesion/lesionStore.ts';
import { editOf } from '../lesion/strokes.ts';
import { useMeasuring } from '../lesion/useMeasuring.ts';
import { showPoint } from '../images/views.ts';
import { SampleAttribution } from '../worklist/SampleAttribution.tsx';
import { CaseHeader } from './CaseHeader.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { isPhantom } from './isPhantom.ts';
import { mainSeries, seriesOf } from './series.ts';
import { NewsNotice } from './NewsNotice.tsx';
import { PhotographBeside, PhotographList, usePhotographs } from './Photographs.tsx';
import { StudyNotes } from './StudyNotes.tsx';
import { TrialBar } from './TrialBar.tsx';
import { useCaseStore, useDocument } from './store.ts';
import { useAutosave } from './useAutosave.ts';
import classes from './Workbench.module.css';

const ReportDrawer = lazy(() => import('../report/ReportDrawer.tsx'));
const SecondReadingDrawer = lazy(() => import('../second-reading/SecondReadingDrawer.tsx'));

/** Images, lesion, findings and differential of one case on one screen. */
export function Workbench() {
  const { t } = useTranslation();
  const document = useDocument();
  const { undo, redo, tryOut } = useCaseStore.getState();
  const chosen = useViewer((state) => state.series);
  const setViewer = useViewer((state) => state.set);
  const [report, setReport] = useState(false);
  const arrived = useLocation().state as { readonly secondReading?: boolean } | null;
  // Whoever has just submitted a second reading arrives at it.
  const [chosenSecond, setSecond] = useState<boolean | null>(null);
  const second = chosenSecond ?? arrived?.secondReading === true;
  const [photograph, setPhotograph] = useState<string | null>(null);
  const photographs = usePhotographs(document.id);
  const beside = photographs.find((one) => one.id === photograph);
  useAutosave(document.id);
  useKeys({
    undo,
    redo,
    report: () => setReport(!report),
    secondReading: () => setSecond(!second),
    whatIf: () => tryOut(useCaseStore.getState().trial === null),
  });
  const all = useMemo(() => seriesOf(document.studies), [document.studies]);
  const active = all.find((series) => series.uid === chosen) ?? mainSeries(all);
  const measuring = useMeasuring(all);
  const { grow, again } = measuring;
  /** The lesion in hand, if it lies on a series of a modality (or on the one in view). */
  const inHand = (modality?: string): LesionRecord | undefined =>
    document.lesions.find(
      ({ id, series }) =>
        id === useLesions.getState().active &&
        (modality
          ? all.some((one) => one.uid === series && one.modality === modality)
          : series === active?.uid),
    );
  const pick = (series: CaseSeries, point: Vec3): void => {
    showPoint(point);
    const { tool } = useViewer.getState();
    if (tool === 'lesion') grow(series, { seed: point });
    if (tool !== 'muscle') return;
    const lesion = inHand('MR');
    if (lesion) again(lesion, (request) => ({ ...request, muscle: point }), true);
  };
  const film: OnFilm = (series, place, [column, row]) =>
    grow(series, { seed: [Math.round(column), Math.round(row), 0], film: place });
  const draw: OnDraw = (tool, drawn, toPatient) => {
    const lesion = inHand();
    const edit =
      lesion &&
      tool !== 'outline' &&
      editOf(tool, drawn, toPatient, {
        seed: lesion.request.seed,
        radius: useViewer.getState().radius,
      });
    if (!lesion || !edit) return;
    again(lesion, (request) => ({ ...request, edits: [...(request.edits ?? []), edit] }), true);
  };
  const client = useQueryClient();
  const { id } = document;
  useEffect(
    () => () => {
      setViewer({ series: null });
      useLesions.getState().clear();
      // After the views of this page have gone, and not where the same case is shown again at once.
      setTimeout(() => {
        if (useCaseStore.getState().document?.id !== id) closeImages(client);
      });
    },
    [setViewer, client, id],
  );

  return (
    <div className={classes.bench}>
      <InHeader>
        <CaseHeader />
        <Button
          size="compact-sm"
          ml="auto"
          variant="default"
          style={{ flexShrink: 0 }}
          data-second
          onClick={() => setSecond(true)}
        >
          {t('secondReading.open')} ({keyLabel('secondReading')})
        </Button>
        <Button size="compact-sm" style={{ flexShrink: 0 }} onClick={() => setReport(true)}>
          {t('report.open')} ({keyLabel('report')})
        </Button>
      </InHeader>
      <div className={classes.side}>
        <SeriesList
          studies={document.studies}
          active={active?.uid ?? null}
          onChoose={(series) => setViewer({ series })}
        />
        <StudyNotes studies={document.studies} series={active?.uid} />
        <PhotographList photographs={photographs} chosen={photograph} onChoose={setPhotograph} />
        <div className={classes.foot}>
          {document.sample && <SampleAttribution sample={document.sample} />}
          {isPhantom(document.patient) && (
            <Text size="xs" data-phantom>
              {t('phantom.notice')}
            </Text>
          )}
        </div>
      </div>
      <div className={classes.images}>
        <div className={classes.pictures}>
          {active ? (
            <ImagePane key={active.uid} series={active} all={all} onPick={pick} onDraw={draw} onFilm={film} />
          ) : (
            <Text p="md">{t('images.none')}</Text>
          )}
          <div className={classes.notices}>
            <NewsNotice />
            <ConflictNotice />
          </div>
          {beside && <PhotographBeside photograph={beside} onClose={() => setPhotograph(null)} />}
        </div>
        <LesionPanel measuring={measuring} series={active} />
      </div>
      <aside className={classes.panel} aria-label={t('case.panel')}>
        <div className={classes.findings}>
          <FindingsPanel />
        </div>
        <div className={classes.differential}>
          <TrialBar />
          <DifferentialPanel />
        </div>
      </aside>
      <Suspense>
        {second && <SecondReadingDrawer opened={second} onClose={() => setSecond(false)} />}
      </Suspense>
      <Suspense>{report && <ReportDrawer opened={report} onClose={() => setReport(false)} />}</Suspense>
    </div>
  );
}
