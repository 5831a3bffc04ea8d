import { hashKey } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CaseSeries, LesionRecord, LesionRequest } from '../api/types.ts';
import { addLesion, setLesion } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { measureLesion, proposeLesions } from '../work/reading.ts';
import { LatestFirst } from './latest.ts';
import { useLesions } from './lesionStore.ts';
import { sameMass } from './sameMass.ts';

/** The key of what a mask was made from; a lesion whose request changed (undo, another reader) is made again. */
const keyOf = ({ series, request }: Pick<LesionRecord, 'series' | 'request'>): string =>
  hashKey([series, request]);

/** Grows, measures and keeps the masks of the case's lesions up to date. */
export function useMeasuring(series: readonly CaseSeries[]) {
  const { lesions } = useDocument();
  const change = useCaseStore((state) => state.change);
  const { setMask, dropMask, setBusy, setProgress, setCandidates, setError, choose } = useLesions.getState();
  const made = useRef(new Map<string, string>());
  const steps = useRef(new Set<string>());
  /** The newest question about each lesion, before its answer is in the case. */
  const newest = useRef(new Map<string, LesionRequest>());
  const queue = useMemo(() => new LatestFirst(setBusy), [setBusy]);

  /** Measures in turn; of several questions about one lesion only the newest is answered. */
  const ask = useCallback(
    (
      id: string,
      own: CaseSeries,
      request: LesionRequest,
      store: (measured: Pick<LesionRecord, 'measurement' | 'repairs'>) => void,
      isKnown: (mask: Uint8Array) => boolean = () => false,
    ): void =>
      queue.push(id, async (signal) => {
        setError(null);
        try {
          const watch = { signal, onProgress: setProgress };
          const {
            measurement,
            mask,
            muscle,
            blocks,
            notes,
            repairs = [],
          } = await measureLesion(own, series, request, watch);
          if (isKnown(mask)) return;
          made.current.set(id, keyOf({ series: own.uid, request }));
          store({ measurement, ...(repairs.length > 0 && { repairs }) });
          setMask(id, { mask, ...(muscle && { muscle }), ...(blocks && { blocks }), notes: notes ?? [] });
        } catch (error) {
          if (!signal.aborted) setError(error);
        } finally {
          if (newest.current.get(id) === request) newest.current.delete(id);
        }
      }),
    [queue, series, setError, setMask, setProgress],
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
      ask(lesion.id, own, lesion.request, () => undefined);
    }
  }, [lesions, series, ask, dropMask]);

  const grow = useCallback(
    (own: CaseSeries, request: LesionRequest): void => {
      const id = crypto.randomUUID();
      const store = (measured: Pick<LesionRecord, 'measurement' | 'repairs'>): void => {
        change((document) => addLesion(document, { id, series: own.uid, request, ...measured }));
        choose(id);
      };
      // A second click on a mass takes it in hand again; two lesions of the same voxels would be reported as two.
      const isKnown = (mask: Uint8Array): boolean => {
        const { lesions: stored } = useCaseStore.getState().document ?? { lesions: [] };
        const known = sameMass(mask, { series: own.uid, request }, stored, useLesions.getState().masks);
        if (known !== undefined) choose(known);
        return known !== undefined;
      };
      ask(id, own, request, store, isKnown);
    },
    [ask, change, choose],
  );

  /** Measures a lesion anew; `step` makes it one that undo goes back over, also when a newer question overtakes it. */
  const again = useCallback(
    (lesion: LesionRecord, next: (request: LesionRequest) => LesionRequest, step: boolean): void => {
      const own = series.find(({ uid }) => uid === lesion.series);
      if (!own) return;
      const request = next(newest.current.get(lesion.id) ?? lesion.request);
      newest.current.set(lesion.id, request);
      if (step) steps.current.add(lesion.id);
      ask(lesion.id, own, request, ({ measurement }) => {
        const asStep = steps.current.delete(lesion.id);
        change((document) => setLesion(document, lesion.id, request, measurement), asStep);
      });
    },
    [series, ask, change],
  );

  /** Draws a stored lesion anew whose measuring was given up or failed. */
  const redraw = useCallback(
    (lesion: LesionRecord): void => {
      const own = series.find(({ uid }) => uid === lesion.series);
      if (own) ask(lesion.id, own, lesion.request, () => undefined);
    },
    [series, ask],
  );

  /** Looks for masses that nobody has clicked on; a lesion is made only of what the reader takes. */
  const propose = useCallback(
    (own: CaseSeries): void =>
      queue.push(`candidates ${own.uid}`, async (signal) => {
        setError(null);
        try {
          setCandidates(own.uid, await proposeLesions(own, { signal, onProgress: setProgress }));
        } catch (error) {
          if (!signal.aborted) setError(error);
        }
      }),
    [queue, setCandidates, setError, setProgress],
  );

  /** Gives up what is being measured; the case stays as it is. */
  const stop = useCallback((): void => {
    newest.current.clear();
    steps.current.clear();
    queue.stop();
  }, [queue]);

  return { grow, again, redraw, propose, stop };
}

/** What can be asked of the measuring. */
export type Measuring = ReturnType<typeof useMeasuring>;
