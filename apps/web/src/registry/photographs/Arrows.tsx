import type { Mark } from '../api/photographs.ts';

interface Props {
  /** Pixels of the picture. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

/** The lettered arrows of a picture, to be laid over it. */
export function Arrows({ width, height, marks }: Props) {
  const size = Math.max(width, height);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {marks.map(({ x, y, toX, toY, letter }) => (
        <g key={letter} stroke="#111" fill="#ffe066" strokeWidth={size / 400}>
          <path d={arrow(x * width, y * height, toX * width, toY * height, size / 60)} />
          <text x={x * width} y={y * height} fontSize={size / 18} fontWeight={700} textAnchor="middle">
            {letter}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A closed arrow from one point to another, `half` its half width. */
function arrow(x: number, y: number, toX: number, toY: number, half: number): string {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const [ux, uy] = [(toX - x) / length, (toY - y) / length];
  const at = (along: number, across: number): string =>
    `${(toX - ux * along - uy * across).toFixed(1)} ${(toY - uy * along + ux * across).toFixed(1)}`;
  const [head, shaft] = [3 * half, half / 3];
  return `M${at(0, 0)}L${at(head, half)}L${at(head, shaft)}L${at(length, shaft)}L${at(length, -shaft)}L${at(head, -shaft)}L${at(head, -half)}Z`;
}
