import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderStudy } from '@calx/registry';
import { useDocument } from '../../case/store.ts';
import { mainSeries, seriesOf } from '../../case/series.ts';
import { DifferentialPanel } from '../../differential/DifferentialPanel.tsx';
import { FindingsPanel } from '../../findings/FindingsPanel.tsx';
import { ImagePane } from '../../images/ImagePane.tsx';
import { SeriesList } from '../../images/SeriesList.tsx';
import { useViewer } from '../../images/viewerStore.ts';
import { useLesions } from '../../lesion/lesionStore.ts';
import { LesionPanel } from '../../lesion/LesionPanel.tsx';
import { useMeasuring } from '../../lesion/useMeasuring.ts';
import { showPoint } from '../../images/views.ts';
import type { Versioned } from '../api/http.ts';
import type { Reading } from '../api/reader-studies.ts';
import { ReadingBar } from './ReadingBar.tsx';
import classes from './Reading.module.css';

interface Props {
  readonly study: ReaderStudy;
  readonly name: string;
  readonly round: string;
  readonly own: Versioned<Reading> | null;
}

/** The screen of a reader study: as the workbench, less what the round hides; a second reader has the machine's measurements. */
export function ReadingBench({ study, name, round, own }: Props) {
  const { t } = useTranslation(['registry-pages', 'web']);
  const document = useDocument();
  const chosen = useViewer((state) => state.series);
  const setViewer = useViewer((state) => state.set);
  const all = useMemo(() => seriesOf(document.studies), [document.studies]);
  const active = all.find((series) => series.uid === chosen) ?? mainSeries(all);
  const measuring = useMeasuring(all);
  useEffect(() => () => useLesions.getState().clear(), []);
  const measured = study.secondReading !== undefined;
  const { withSupport = false } = study.rounds.find(({ id }) => id === round) ?? {};
  return (
    <div className={classes.bench} data-reading={round} data-support={withSupport}>
      {active ? (
        <>
          <div className={classes.side}>
            <SeriesList
              studies={document.studies}
              active={active.uid}
              onChoose={(series) => setViewer({ series })}
            />
          </div>
          <div className={classes.images}>
            <ImagePane
              key={active.uid}
              series={active}
              all={all}
              onPick={(series, point) => {
                showPoint(point);
                if (measured && useViewer.getState().tool === 'lesion')
                  measuring.grow(series, { seed: point });
              }}
              onDraw={() => undefined}
              onFilm={() => undefined}
            />
            {measured && <LesionPanel measuring={measuring} series={active} />}
          </div>
        </>
      ) : (
        <p className={classes.none}>{t('readers.noImages')}</p>
      )}
      <div className={classes.panel}>
        <div className={classes.findings}>
          <FindingsPanel />
        </div>
        {withSupport && (
          <div className={classes.findings}>
            <DifferentialPanel />
          </div>
        )}
        <ReadingBar study={study} name={name} round={round} withSupport={withSupport} own={own} />
      </div>
    </div>
  );
}
