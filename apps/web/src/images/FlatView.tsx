import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Enums, type Types } from '@cornerstonejs/core';
import { keyOf } from '../app/keys.ts';
import { useTranslation } from 'react-i18next';
import type { FilmPlace } from '../api/types.ts';
import { FilmOverlay } from '../lesion/FilmOverlay.tsx';
import type { Pixel } from '../lesion/strokes.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { renderingEngine } from './cornerstone.ts';
import { middleOf, pixelAt, type FilmPoint } from './films.ts';
import { filmOf, frameOf, registerFlatImages } from './flatImages.ts';
import { Sketch } from './Sketch.tsx';
import { addToSliceTools, removeFromSliceTools } from './tools.ts';
import { ViewStage } from './ViewStage.tsx';
import { useClick } from './useClick.ts';
import { useDrawing } from './useDrawing.ts';
import { useViewer } from './viewerStore.ts';
import { autoWindow, rangeOf } from './windows.ts';
import classes from './Images.module.css';

interface Props {
  readonly imageIds: readonly string[];
  readonly label: string;
  readonly invert: boolean;
  readonly resets: number;
  /** Takes a click or an outline; left out, the image can't be measured. */
  readonly onFilm?: ((film: FilmPlace, at: FilmPoint) => void) | undefined;
}

/** Corners of an outline nearer to each other than this, in pixels of the view, add nothing. */
const SPARSE = 3;
/** Outlines are kept to a tenth of a pixel. */
const rounded = ([x, y]: FilmPoint): FilmPoint => [Math.round(10 * x) / 10, Math.round(10 * y) / 10];

function outlineOf(drawn: readonly Pixel[]): readonly Pixel[] {
  const kept: Pixel[] = [];
  for (const at of drawn) {
    const before = kept.at(-1);
    if (!before || Math.hypot(at[0] - before[0], at[1] - before[1]) >= SPARSE) kept.push(at);
  }
  return kept;
}

/** One image or a run of images that are no volume; it says what a length on it means. */
export function FlatView({ imageIds, label, invert, resets, onFilm }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = `flat-${useId()}`;
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<Types.IStackViewport | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stored = shown ? frameOf(shown) : undefined;
  const film = shown ? filmOf(shown) : undefined;
  const pick = (world: readonly number[]): void => {
    if (film && stored && useViewer.getState().tool === 'lesion') onFilm?.(film, pixelAt(stored, world));
  };
  const click = useClick((place) => {
    const world = view.current?.canvasToWorld([...place]);
    if (world) pick(world);
  });
  const { sketch, handlers } = useDrawing({
    view,
    onPick: pick,
    onDraw: (tool, drawn, toPatient) => {
      if (!film || !stored || tool !== 'outline') return;
      const outline = outlineOf(drawn).map((at) => rounded(pixelAt(stored, toPatient(at))));
      if (outline.length > 2) onFilm?.({ ...film, outline }, middleOf(outline));
    },
  });

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    registerFlatImages();
    const engine = renderingEngine();
    engine.enableElement({ viewportId: id, type: Enums.ViewportType.STACK, element: host });
    const viewport = engine.getViewport(id) as Types.IStackViewport;
    view.current = viewport;
    addToSliceTools(id);
    const update = (): void => setShown(viewport.getCurrentImageId());
    host.addEventListener(Enums.Events.STACK_NEW_IMAGE, update);
    let gone = false;
    viewport
      .setStack([...imageIds])
      .then(() => {
        if (gone) return;
        viewport.render();
        update();
      })
      .catch(setError);
    const resize = new ResizeObserver(() => engine.resize(true, true));
    resize.observe(host);
    return () => {
      gone = true;
      resize.disconnect();
      host.removeEventListener(Enums.Events.STACK_NEW_IMAGE, update);
      removeFromSliceTools(id);
      engine.disableElement(id);
      view.current = null;
      setShown(null);
    };
  }, [id, imageIds]);

  useEffect(() => {
    if (!stored) return;
    view.current?.setProperties({
      invert: stored.inverted !== invert,
      ...(stored.samplesPerPixel === 1
        ? { voiRange: rangeOf(stored.window ?? autoWindow(stored.data)) }
        : {}),
    });
    view.current?.render();
  }, [stored, invert]);

  useEffect(() => {
    if (resets === 0) return;
    view.current?.resetCamera();
    view.current?.render();
  }, [resets]);

  const onKey = (event: KeyboardEvent): void => {
    if (handlers.onKeyDown(event as KeyboardEvent<HTMLElement>)) return;
    const pressed = keyOf('view', event);
    if (pressed?.id !== 'scroll') return;
    event.preventDefault();
    view.current?.scroll(pressed.index === 0 ? -1 : 1);
  };

  return (
    <figure
      className={classes.view}
      data-flat
      data-ready={stored !== undefined}
      {...click}
      onMouseDownCapture={handlers.onMouseDownCapture}
      onPointerDown={handlers.onPointerDown}
      onPointerMove={handlers.onPointerMove}
      onPointerUp={handlers.onPointerUp}
      onPointerLeave={handlers.onPointerLeave}
    >
      <ViewStage host={element} label={label} scrolls onKeyDown={onKey} />
      {film && stored && <FilmOverlay film={film} frame={stored} host={element} view={view} />}
      <Sketch {...sketch} />
      <figcaption className={classes.caption}>
        {label}
        {shown && imageIds.length > 1 && (
          <span className={classes.slice}>
            {t('images.slice', { n: imageIds.indexOf(shown) + 1, of: imageIds.length })}
          </span>
        )}
        {stored && (
          <span className={classes.slice}>
            {t('images.lengths', { meaning: t(`dicom:calibration.${stored.calibration.kind}`) })}
          </span>
        )}
        {error !== null && <span role="alert"> {errorText(error)}</span>}
      </figcaption>
    </figure>
  );
}
