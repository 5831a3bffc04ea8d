import { useEffect, useId, useRef, useState } from 'react';
import { Enums, type Types } from '@cornerstonejs/core';
import { keyOf } from '../app/keys.ts';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import { useErrorText } from '../i18n/useErrorText.ts';
import { NearestLine } from '../lesion/NearestLine.tsx';
import { renderingEngine } from './cornerstone.ts';
import { edgeLetters, type Plane } from './orientation.ts';
import { addToSliceTools, removeFromSliceTools } from './tools.ts';
import { ViewStage } from './ViewStage.tsx';
import { ReferenceLines } from './ReferenceLines.tsx';
import { Sketch } from './Sketch.tsx';
import { useDrawing, type OnDraw } from './useDrawing.ts';
import { isDrawTool } from './pointerTools.ts';
import { useClick } from './useClick.ts';
import { useViewer } from './viewerStore.ts';
import { moved, registerView, unregisterView } from './views.ts';
import { rangeOf, type Window } from './windows.ts';
import classes from './Images.module.css';

interface Props {
  readonly volumeId: string;
  readonly plane: Plane;
  /** Views of one link are scrolled together. */
  readonly link?: string | undefined;
  readonly window: Window;
  readonly invert: boolean;
  readonly resets: number;
  readonly cine: boolean;
  readonly label: string;
  /** A click on the image, LPS mm. */
  readonly onPick: (point: Vec3) => void;
  readonly onDraw: OnDraw;
}

const CINE_MS = 120;
const ORIENTATION: Readonly<Record<Plane, Enums.OrientationAxis>> = {
  axial: Enums.OrientationAxis.AXIAL,
  coronal: Enums.OrientationAxis.CORONAL,
  sagittal: Enums.OrientationAxis.SAGITTAL,
  acquisition: Enums.OrientationAxis.ACQUISITION,
};

interface Place {
  readonly slice: number;
  readonly slices: number;
  readonly edges: ReturnType<typeof edgeLetters>;
}

function placeOf(viewport: Types.IVolumeViewport): Place {
  const { viewUp, viewPlaneNormal } = viewport.getCamera();
  return {
    slice: viewport.getSliceIndex() + 1,
    slices: viewport.getNumberOfSlices(),
    edges: edgeLetters((viewUp ?? [0, -1, 0]) as Vec3, (viewPlaneNormal ?? [0, 0, -1]) as Vec3),
  };
}

/** One slice of a volume in one plane. */
export function SliceView({
  volumeId,
  plane,
  link,
  window,
  invert,
  resets,
  cine,
  label,
  onPick,
  onDraw,
}: Props) {
  const { t } = useTranslation();
  const id = `view-${useId()}`;
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<Types.IVolumeViewport | null>(null);
  const { sketch, handlers } = useDrawing({ view, onDraw, onPick });
  const [place, setPlace] = useState<Place | null>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const errorText = useErrorText();
  const click = useClick((place) => {
    const { tool } = useViewer.getState();
    const world = view.current?.canvasToWorld([...place]);
    if (world && !isDrawTool(tool) && tool !== 'length' && tool !== 'angle') onPick(world as unknown as Vec3);
  });

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const engine = renderingEngine();
    engine.enableElement({
      viewportId: id,
      type: Enums.ViewportType.ORTHOGRAPHIC,
      element: host,
      defaultOptions: { orientation: ORIENTATION[plane] },
    });
    const viewport = engine.getViewport(id) as Types.IVolumeViewport;
    view.current = viewport;
    addToSliceTools(id);
    const update = (): void => {
      setPlace(placeOf(viewport));
      moved(id);
    };
    host.addEventListener(Enums.Events.CAMERA_MODIFIED, update);
    let gone = false;
    setError(null);
    viewport
      .setVolumes([{ volumeId }])
      .then(() => {
        if (gone) return;
        viewport.render();
        registerView(id, { volumeId, viewport, link });
        update();
        setReady(true);
      })
      .catch((failure: unknown) => {
        if (!gone) setError(failure);
      });
    const resize = new ResizeObserver(() => engine.resize(true, true));
    resize.observe(host);
    return () => {
      gone = true;
      resize.disconnect();
      host.removeEventListener(Enums.Events.CAMERA_MODIFIED, update);
      unregisterView(id);
      removeFromSliceTools(id);
      engine.disableElement(id);
      view.current = null;
      setReady(false);
    };
  }, [id, volumeId, plane, link]);

  useEffect(() => {
    if (!ready) return;
    view.current?.setProperties({ voiRange: rangeOf(window), invert });
    view.current?.render();
  }, [ready, window, invert]);

  useEffect(() => {
    if (!ready || resets === 0) return;
    view.current?.resetCamera();
    view.current?.render();
  }, [ready, resets]);

  useEffect(() => {
    if (!ready || !cine) return;
    const timer = setInterval(() => {
      const viewport = view.current;
      if (!viewport) return;
      const last = viewport.getSliceIndex() >= viewport.getNumberOfSlices() - 1;
      viewport.scroll(last ? -viewport.getNumberOfSlices() : 1);
    }, CINE_MS);
    return () => clearInterval(timer);
  }, [ready, cine]);

  return (
    <figure
      className={classes.view}
      data-plane={plane}
      data-ready={ready}
      {...click}
      onMouseDownCapture={handlers.onMouseDownCapture}
      onPointerDown={handlers.onPointerDown}
      onPointerMove={handlers.onPointerMove}
      onPointerUp={handlers.onPointerUp}
      onPointerLeave={handlers.onPointerLeave}
    >
      <ViewStage
        host={element}
        label={label}
        scrolls
        data-slice={place?.slice}
        onKeyDown={(event) => {
          const pressed = handlers.onKeyDown(event) ? undefined : keyOf('view', event);
          if (pressed?.id !== 'scroll') return;
          event.preventDefault();
          view.current?.scroll(pressed.index === 0 ? -1 : 1);
        }}
      />
      <ReferenceLines id={id} view={view} />
      {ready && <NearestLine volumeId={volumeId} view={view} />}
      <Sketch {...sketch} />
      <figcaption className={classes.caption}>
        {label}
        {place && (
          <span className={classes.slice}>{t('images.slice', { n: place.slice, of: place.slices })}</span>
        )}
        {error !== null && <span role="alert"> {errorText(error)}</span>}
      </figcaption>
      {place && (
        <div aria-hidden className={classes.edges}>
          {Object.entries(place.edges).map(([edge, letters]) => (
            <span key={edge} data-edge={edge}>
              {letters}
            </span>
          ))}
        </div>
      )}
    </figure>
  );
}
