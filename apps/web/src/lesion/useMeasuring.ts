import { useCallback, useEffect, useRef } from 'react';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries, LesionRecord, LesionRequest } from '../api/types.ts';
import { addLesion, setLesion } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { measureLesion } from '../work/reading.ts';
import { useLesions } from './lesionStore.ts';

/** The key of what a mask was made from; a lesion whose request changed (undo, another reader) is made again. */
const keyOf = ({ series, request }: Pick<LesionRecord, 'series' | 'request'>): string =>
  JSON.stringify([series, request]);

/** Grows, measures and keeps the masks of the case's lesions up to date. */
export function useMeasuring(series: readonly CaseSeries[]) {
  const { lesions } = useDocument();
  const change = useCaseStore((state) => state.change);
  const { setMask, dropMask, setBusy, setError, choose } = useLesions.getState();
  const made = useRef(new Map<string, string>());
  const turn = useRef(0);

  /** Runs one measurement; an answer that a newer question has overtaken is dropped. */
  const run = useCallback(
    async (
      id: string,
      own: CaseSeries,
      request: LesionRequest,
      store: (measurement: unknown) => void,
    ): Promise<void> => {
      const mine = ++turn.current;
      setBusy(true);
      setError(null);
      try {
        const { measurement, mask } = await measureLesion(own, request);
        if (mine !== turn.current) return;
        made.current.set(id, keyOf({ series: own.uid, request }));
        store(measurement);
        setMask(id, mask);
      } catch (error) {
        if (mine === turn.current) setError(error);
      } finally {
        if (mine === turn.current) setBusy(false);
      }
    },
    [setBusy, setError, setMask],
  );

  useEffect(() => {
    for (const id of [...made.current.keys()]) {
      if (lesions.some((lesion) => lesion.id === id)) continue;
      made.current.delete(id);
      dropMask(id);
    }
    for (const lesion of lesions) {
      const own = series.find(({ uid }) => uid === lesion.series);
      if (!own || made.current.get(lesion.id) === keyOf(lesion)) continue;
      made.current.set(lesion.id, keyOf(lesion));
      void run(lesion.id, own, lesion.request, () => undefined);
    }
  }, [lesions, series, run, dropMask]);

  const grow = useCallback(
    (own: CaseSeries, seed: Vec3, thresholdHU?: number): void => {
      const id = crypto.randomUUID();
      const request: LesionRequest = thresholdHU === undefined ? { seed } : { seed, thresholdHU };
      void run(id, own, request, (measurement) => {
        change((document) => addLesion(document, { id, series: own.uid, request, measurement }));
        choose(id);
      });
    },
    [run, change, choose],
  );

  const again = useCallback(
    (lesion: LesionRecord, request: LesionRequest, step: boolean): void => {
      const own = series.find(({ uid }) => uid === lesion.series);
      if (!own) return;
      void run(lesion.id, own, request, (measurement) =>
        change((document) => setLesion(document, lesion.id, request, measurement), step),
      );
    },
    [series, run, change],
  );

  return { grow, again };
}
