import { useEffect, useMemo } from 'react';
import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Text } from '@mantine/core';
import { InHeader } from '../app/HeaderSlot.tsx';
import { ImagePane } from '../images/ImagePane.tsx';
import { SeriesList } from '../images/SeriesList.tsx';
import { useViewer } from '../images/viewerStore.ts';
import { CaseHeader } from './CaseHeader.tsx';
import { mainSeries, seriesOf } from './series.ts';
import { useCaseStore, useDocument } from './store.ts';
import { useAutosave } from './useAutosave.ts';
import classes from './Workbench.module.css';

/** Images, lesion, findings and differential of one case on one screen. */
export function Workbench() {
  const { t } = useTranslation();
  const document = useDocument();
  const { undo, redo } = useCaseStore.getState();
  const chosen = useViewer((state) => state.series);
  const setViewer = useViewer((state) => state.set);
  useAutosave(document.id);
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
  ]);
  const all = useMemo(() => seriesOf(document.studies), [document.studies]);
  const active = all.find((series) => series.uid === chosen) ?? mainSeries(all);
  useEffect(() => () => setViewer({ series: null }), [setViewer]);

  return (
    <div className={classes.bench}>
      <InHeader>
        <CaseHeader />
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
      <aside className={classes.panel} />
    </div>
  );
}
