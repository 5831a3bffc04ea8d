import { useTranslation } from 'react-i18next';
import type { MouseEvent } from 'react';
import type { Mark } from '../api/photographs.ts';
import classes from '../Registry.module.css';

interface Props {
  readonly url: string;
  /** Pixels of the picture. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly marks: readonly Mark[];
  readonly onMarks: (marks: readonly Mark[]) => void;
}

/** Marks of one picture are lettered from A. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Length of a new arrow, a share of the picture's width. */
const ARROW = 0.12;

/** A picture with its arrows; a click sets the tip of the next one. */
export function MarkedPicture({ url, width, height, alt, marks, onMarks }: Props) {
  const { t } = useTranslation('registry-pages');
  const add = (toX: number, toY: number): void => {
    const letter = LETTERS[marks.length];
    if (!letter) return;
    // The arrow comes from the side that has room for its letter.
    const x = toX > 0.5 ? toX - ARROW : toX + ARROW;
    const y = toY > 0.5 ? toY - ARROW : toY + ARROW;
    onMarks([...marks, { x, y, toX, toY, letter }]);
  };
  const click = ({ currentTarget, clientX, clientY, detail }: MouseEvent): void => {
    const box = currentTarget.getBoundingClientRect();
    // Pressed by key, there is no place: the arrow points at the middle.
    if (detail === 0) add(0.5, 0.5);
    else add((clientX - box.left) / box.width, (clientY - box.top) / box.height);
  };
  const size = Math.max(width, height);
  return (
    <button
      type="button"
      className={classes.picture}
      aria-label={t('photographs.mark', { name: alt })}
      onClick={click}
    >
      <img src={url} alt="" loading="lazy" width={width} height={height} />
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
    </button>
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
