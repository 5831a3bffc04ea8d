import { useEffect, useRef, useState } from 'react';
import { keyOf } from '../app/keys.ts';
import { useTranslation } from 'react-i18next';
import type { CaseSeries } from '../api/types.ts';
import type { FrameData } from '../work/frame.ts';
import { loadArriving } from '../work/reading.ts';
import { paint } from './paint.ts';
import { useViewer } from './viewerStore.ts';
import { wheelSteps } from './wheelSteps.ts';
import { presetWindow } from './windows.ts';
import classes from './Images.module.css';

/** Images of a series; a multi-frame file holds several. */
const imagesOf = ({ instances }: CaseSeries): number =>
  instances.reduce((sum, { frames }) => sum + Math.max(1, frames), 0);

interface Props {
  readonly series: CaseSeries;
  /** Called when the first image is on the screen. */
  readonly onFirst: () => void;
}

/** The slices of a series that is still on its way: each is seen as soon as its own file is there. */
export function ArrivingView({ series, onFirst }: Props) {
  const { t } = useTranslation();
  const { preset, invert } = useViewer();
  const images = imagesOf(series);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [slice, setSlice] = useState(Math.floor((images - 1) / 2));
  const [shown, setShown] = useState<{ readonly slice: number; readonly frame: FrameData } | null>(null);

  useEffect(() => {
    let gone = false;
    loadArriving(series, slice)
      .then((frame) => {
        if (!gone) setShown({ slice, frame });
      })
      // What stands against the image is told by the loading of the whole series.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [series, slice]);

  useEffect(() => {
    if (!shown || !canvas.current) return;
    const { frame } = shown;
    paint(canvas.current, frame, presetWindow(preset, series.modality === 'CT', frame.data), invert);
    onFirst();
  }, [shown, preset, invert, series.modality, onFirst]);

  const [isStep] = useState(wheelSteps);
  const scroll = (by: number): void => setSlice(Math.min(images - 1, Math.max(0, slice + by)));
  return (
    <figure className={classes.view} data-arriving data-ready={shown !== null}>
      <canvas
        ref={canvas}
        className={classes.arriving}
        tabIndex={0}
        role="application"
        aria-label={series.modality}
        data-slice={shown ? shown.slice + 1 : undefined}
        onWheel={(event) => {
          if (isStep(event)) scroll(Math.sign(event.deltaY));
        }}
        onKeyDown={(event) => {
          const pressed = keyOf('view', event);
          if (pressed?.id !== 'scroll') return;
          event.preventDefault();
          scroll(pressed.index === 0 ? -1 : 1);
        }}
      />
      <figcaption className={classes.caption}>
        {series.modality}
        <span className={classes.slice}>{t('images.slice', { n: slice + 1, of: images })}</span>
      </figcaption>
    </figure>
  );
}
