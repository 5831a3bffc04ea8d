import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Button, Text } from '@mantine/core';
import { InHeader } from '../app/HeaderSlot.tsx';
import { DifferentialPanel } from '../differential/DifferentialPanel.tsx';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { ImagePane } from '../images/ImagePane.tsx';
import { SeriesList } from '../images/SeriesList.tsx';
import { useViewer } from '../images/viewerStore.ts';
import { CaseHeader } from './CaseHeader.tsx';
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
  useEffect(() => () => setViewer({ series: null }), [setViewer]);

  return (
    <div className={classes.bench}>
      <InHeader>
        <CaseHeader />
        <Button size="compact-sm" ml="auto" onClick={() => setReport(true)}>
          {t('report.open')} (R)
        </Button>
      </InHeader>
      <SeriesList
        studies={document.studies}
        active={active?.uid ?? null}
        onChoose={(series) => setViewer({ series })}
      />
      <div className={classes.images}>
        {active ? (
          <ImagePane key={active.uid} series={active} onPick={() => undefined} />
        ) : (
          <Text p="md">{t('images.none')}</Text>
        )}
      </div>
      <aside className={classes.panel} aria-label={t('case.panel')}>
        <div className={classes.findings}>
          <FindingsPanel />
        </div>
        <div className={classes.differential}>
          <DifferentialPanel />
        </div>
      </aside>
      <Suspense>{report && <ReportDrawer opened={report} onClose={() => setReport(false)} />}</Suspense>
    </div>
  );
}
