import type { Pixel } from '../lesion/strokes.ts';
import type { useDrawing } from './useDrawing.ts';
import classes from './Images.module.css';

const CROSS = 7;

/** What is being drawn on a view, and the pointer of the keyboard. */
export function Sketch({ tool, drawn, pointer, radius }: ReturnType<typeof useDrawing>['sketch']) {
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first && !pointer) return null;
  return (
    <svg className={classes.sketch} aria-hidden data-sketch={tool}>
      {first && last && tool === 'box' && <rect {...rectangle(first, last)} />}
      {first && last && tool === 'cut' && <line x1={first[0]} y1={first[1]} x2={last[0]} y2={last[1]} />}
      {first && tool === 'outline' && <polygon points={drawn.map((at) => at.join(',')).join(' ')} />}
      {radius > 0 && drawn.length > 1 && (
        <polyline
          points={drawn.map((at) => at.join(',')).join(' ')}
          className={classes.stroke}
          strokeWidth={2 * radius}
        />
      )}
      {pointer && radius > 0 && <circle cx={pointer[0]} cy={pointer[1]} r={radius} />}
      {pointer && radius === 0 && (
        <path
          d={`M${pointer[0] - CROSS} ${pointer[1]}h${2 * CROSS}M${pointer[0]} ${pointer[1] - CROSS}v${2 * CROSS}`}
        />
      )}
    </svg>
  );
}

const rectangle = (a: Pixel, b: Pixel) => ({
  x: Math.min(a[0], b[0]),
  y: Math.min(a[1], b[1]),
  width: Math.abs(a[0] - b[0]),
  height: Math.abs(a[1] - b[1]),
});
