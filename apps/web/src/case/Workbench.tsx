import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { useTranslation } from 'react-i18next';
import { Button, Text } from '@mantine/core';
import { InHeader } from '../app/HeaderSlot.tsx';
import { DifferentialPanel } from '../differential/DifferentialPanel.tsx';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { closeImages } from '../images/closeImages.ts';
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
import { mainSeries, seriesOf } from './series.ts';
import { useCaseStore, useDocument } from './store.ts';
import { useAutosave } from './useAutosave.ts';
import classes from './Workbench.module.css';

const ReportDrawer = lazy(() => import('../report/ReportDrawer.tsx'));

/** Images, lesion, findings and differential of one case on one screen. */
export function Workbench() {
  const { t } = useTranslation();
  const document = useDocument();
  const { undo, redo } = useCaseStore.getState();
  const chosen = useViewer((state) => state.series);
  const setViewer = useViewer((state) => state.set);
  const [report, setReport] = useState(false);
  useAutosave(document.id);
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
    ['r', () => setReport(!report)],
  ]);
  const all = useMemo(() => seriesOf(document.studies), [document.studies]);
  const active = all.find((series) => series.uid === chosen) ?? mainSeries(all);
  const { grow, again } = useMeasuring(all);
  const pick = (series: CaseSeries, point: Vec3): void => {
    showPoint(point);
    if (useViewer.getState().tool === 'lesion') grow(series, point);
  };
  const draw: OnDraw = (tool, drawn, toPatient) => {
    const { active: chosenLesion } = useLesions.getState();
    const lesion = document.lesions.find((item) => item.id === chosenLesion && item.series === active?.uid);
    const edit =
      lesion &&
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
        <Button size="compact-sm" ml="auto" onClick={() => setReport(true)}>
          {t('report.open')} (R)
        </Button>
      </InHeader>
      <div className={classes.side}>
        <SeriesList
          studies={document.studies}
          active={active?.uid ?? null}
          onChoose={(series) => setViewer({ series })}
        />
        {document.sample && <SampleAttribution sample={document.sample} />}
      </div>
      <div className={classes.images}>
        {active ? (
          <ImagePane key={active.uid} series={active} all={all} onPick={pick} onDraw={draw} />
        ) : (
          <Text p="md">{t('images.none')}</Text>
        )}
        <LesionPanel again={again} />
      </div>
      <aside className={classes.panel} aria-label={t('case.panel')}>
        <div className={classes.findings}>
          <FindingsPanel />
        </div>
        <div className={classes.differential}>
          <DifferentialPanel />
        </div>
      </aside>
      <ConflictNotice />
      <Suspense>{report && <ReportDrawer opened={report} onClose={() => setReport(false)} />}</Suspense>
    </div>
  );
}
