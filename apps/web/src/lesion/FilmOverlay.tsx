import { useEffect, useRef, type RefObject } from 'react';
import { Enums, type Types } from '@cornerstonejs/core';
import type { FilmPlace } from '../api/types.ts';
import { useDocument } from '../case/store.ts';
import { worldAt, type FilmPoint } from '../images/films.ts';
import type { FrameData } from '../work/frame.ts';
import type { Blocks } from '../work/lesion.ts';
import { useLesions } from './lesionStore.ts';
import { COLOURS, FILL_ALPHA, OUTLINE_WIDTH } from './colours.ts';
import { maskPath } from './maskPath.ts';
import classes from './Lesion.module.css';

interface Props {
  readonly film: FilmPlace;
  readonly frame: FrameData;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<Types.IStackViewport | null>;
}

/** Draws the lesions of a film over it: the same pixels that were measured. */
export function FilmOverlay({ film: { sop, frame: index }, frame, host, view }: Props) {
  const { lesions } = useDocument();
  const { masks, active } = useLesions();
  const canvas = useRef<HTMLCanvasElement>(null);
  const own = lesions.filter(({ request }) => request.film?.sop === sop && request.film.frame === index);
  const shown = own.flatMap(({ id }) => {
    const drawn = masks.get(id);
    return drawn?.blocks ? [{ id, mask: drawn.mask, blocks: drawn.blocks }] : [];
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const paths = shown.map(({ id, mask, blocks }) => ({
      ...maskPath(mask, blocks),
      colour: COLOURS[id === active ? 'active' : 'other'],
      blocks,
    }));
    const draw = (): void => {
      const context = fitted(canvas.current)?.getContext('2d');
      const viewport = view.current;
      if (!context || !viewport) return;
      for (const { area, border, colour, blocks } of paths) {
        const matrix = placement(viewport, frame, blocks);
        const [red, green, blue] = colour;
        context.fillStyle = `rgb(${red} ${green} ${blue} / ${FILL_ALPHA})`;
        context.strokeStyle = `rgb(${red} ${green} ${blue})`;
        context.lineWidth = OUTLINE_WIDTH;
        context.fill(placed(area, matrix));
        context.stroke(placed(border, matrix));
      }
    };
    draw();
    element.addEventListener(Enums.Events.IMAGE_RENDERED, draw);
    return () => element.removeEventListener(Enums.Events.IMAGE_RENDERED, draw);
  });

  return <canvas ref={canvas} aria-hidden className={classes.film} data-film-lesions={shown.length} />;
}

function placed(path: string, matrix: DOMMatrix): Path2D {
  const whole = new Path2D();
  whole.addPath(new Path2D(path), matrix);
  return whole;
}

/** The canvas at the size of its view, empty. */
function fitted(canvas: HTMLCanvasElement | null): HTMLCanvasElement | null {
  if (!canvas) return null;
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  return canvas;
}

/** From corners of blocks to CSS pixels of the view; corners lie half a pixel before the centres. */
function placement(viewport: Types.IStackViewport, frame: FrameData, { factor }: Blocks): DOMMatrix {
  const at = (point: FilmPoint): Types.Point2 => viewport.worldToCanvas([...worldAt(frame, point)]);
  const [x, y] = at([-0.5, -0.5]);
  const [rightX, rightY] = at([factor - 0.5, -0.5]);
  const [downX, downY] = at([-0.5, factor - 0.5]);
  return new DOMMatrix([rightX - x, rightY - y, downX - x, downY - y, x, y]);
}
