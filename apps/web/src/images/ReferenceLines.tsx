import { useEffect, useState, type RefObject } from 'react';
import type { Types } from '@cornerstonejs/core';
import type { Vec3 } from '@calx/dicom';
import { cutOf, type Line } from './crossReference.ts';
import { onMoved, onViews, otherPlanes } from './views.ts';
import classes from './Images.module.css';

interface Props {
  readonly id: string;
  readonly view: RefObject<Types.IVolumeViewport | null>;
}

/** Where the slices of the other views cut this one. */
export function ReferenceLines({ id, view }: Props) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  useEffect(() => {
    const draw = (): void => {
      const viewport = view.current;
      if (!viewport) return;
      const { clientWidth, clientHeight } = viewport.canvas;
      const toPatient = ([x, y]: readonly [number, number]): Vec3 =>
        viewport.canvasToWorld([x, y]) as unknown as Vec3;
      setLines(otherPlanes(id).flatMap((plane) => cutOf(plane, toPatient, clientWidth, clientHeight) ?? []));
    };
    const stops = [onMoved(draw), onViews(draw)];
    return () => stops.forEach((stop) => stop());
  }, [id, view]);
  return (
    <svg className={classes.reference} aria-hidden data-lines={lines.length}>
      {lines.map(({ from, to }, index) => (
        <line key={index} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      ))}
    </svg>
  );
}
