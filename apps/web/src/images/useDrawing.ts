import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { Types } from '@cornerstonejs/core';
import type { Vec3 } from '@calx/dicom';
import type { Pixel, ToPatient } from '../lesion/strokes.ts';
import { keyOf } from '../app/keys.ts';
import { isDrawTool, type DrawTool } from './pointerTools.ts';
import { useViewer } from './viewerStore.ts';

/** What was drawn: the tool, the path on the view, and where its pixels are in the patient. */
export type OnDraw = (tool: DrawTool, drawn: readonly Pixel[], toPatient: ToPatient) => void;

interface Options {
  readonly view: RefObject<Pick<Types.IViewport, 'canvasToWorld'> | null>;
  readonly onDraw: OnDraw;
  readonly onPick: (point: Vec3) => void;
}

/** Steps of the keyboard pointer across a view. */
const STEPS = 60;
/** Ways of the pointer in the order of its keys. */
const MOVES: readonly Pixel[] = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
];

/** An outline set point by point with the keyboard is closed within so many pixels of its first point. */
const CLOSED = 12;
const near = (a: Pixel, b: Pixel | undefined): boolean =>
  b !== undefined && Math.hypot(a[0] - b[0], a[1] - b[1]) < CLOSED;

/**
 * Drawing on a view with an editing tool, by mouse or by keyboard (Shift and arrows move the pointer, Enter acts).
 * The viewer's own tools do not see the left button meanwhile.
 */
export function useDrawing({ view, onDraw, onPick }: Options) {
  const tool = useViewer((state) => state.tool);
  const radius = useViewer((state) => state.radius);
  const [pointer, setPointer] = useState<Pixel | null>(null);
  const [drawn, setDrawn] = useState<readonly Pixel[]>([]);
  const [byKey, setByKey] = useState(false);
  const editing = isDrawTool(tool);
  const toPatient: ToPatient = ([x, y]) =>
    (view.current?.canvasToWorld([x, y]) ?? [0, 0, 0]) as unknown as Vec3;

  const finish = (path: readonly Pixel[]): void => {
    setDrawn([]);
    if (editing && path.length > 0) onDraw(tool, path, toPatient);
  };
  const placeOf = (event: PointerEvent): Pixel => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const act = (at: Pixel): void => {
    if (tool === 'lesion' || tool === 'muscle') onPick(toPatient(at));
    else if (tool === 'brush' || tool === 'erase') finish([at]);
    else if (tool === 'outline' && !(drawn.length > 2 && near(at, drawn[0]))) setDrawn([...drawn, at]);
    else if (editing && drawn.length === 0) setDrawn([at]);
    else finish([...drawn, at]);
  };

  /** Pixels of the view for the brush's radius. */
  const radiusPx = (): number => {
    const [a, b] = [toPatient([0, 0]), toPatient([1, 0])];
    return radius / Math.max(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), Number.EPSILON);
  };

  return {
    sketch: {
      tool,
      drawn: drawn.length > 0 && pointer ? [...drawn, pointer] : drawn,
      pointer: editing || byKey ? pointer : null,
      radius: pointer && (tool === 'brush' || tool === 'erase') ? radiusPx() : 0,
    },
    handlers: {
      onMouseDownCapture: (event: MouseEvent): void => {
        if (editing && event.button === 0) event.stopPropagation();
      },
      onPointerDown: (event: PointerEvent): void => {
        if (!editing || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn([placeOf(event)]);
      },
      onPointerMove: (event: PointerEvent): void => {
        if (!editing) return;
        const at = placeOf(event);
        setPointer(at);
        setByKey(false);
        if (drawn.length > 0 && event.buttons === 1) setDrawn([...drawn, at]);
      },
      onPointerUp: (event: PointerEvent): void => {
        if (editing && event.button === 0) finish([...drawn, placeOf(event)]);
      },
      onPointerLeave: (): void => setPointer(null),
      /** @returns whether the key was meant for the pointer */
      onKeyDown: (event: KeyboardEvent<HTMLElement>): boolean => {
        const pressed = keyOf('view', event);
        const move = pressed?.id === 'pointer' ? MOVES[pressed.index] : undefined;
        const { width, height } = event.currentTarget.getBoundingClientRect();
        const at = pointer ?? [width / 2, height / 2];
        if (move) {
          const step = Math.max(width, height) / STEPS;
          const inside = (value: number, end: number): number => Math.max(0, Math.min(end - 1, value));
          setByKey(true);
          setPointer([inside(at[0] + step * move[0], width), inside(at[1] + step * move[1], height)]);
        } else if (pressed?.id === 'act') act(at);
        else if (pressed?.id === 'giveUp') setDrawn([]);
        else return false;
        event.preventDefault();
        event.stopPropagation();
        return true;
      },
    },
  };
}
