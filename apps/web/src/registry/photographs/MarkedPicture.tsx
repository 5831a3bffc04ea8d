import { useTranslation } from 'react-i18next';
import type { MouseEvent } from 'react';
import type { Mark } from '../api/photographs.ts';
import classes from '../Registry.module.css';
import { Arrows } from './Arrows.tsx';

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
  return (
    <button
      type="button"
      className={classes.picture}
      aria-label={t('photographs.mark', { name: alt })}
      onClick={click}
    >
      <img src={url} alt="" loading="lazy" width={width} height={height} />
      <Arrows width={width} height={height} marks={marks} />
    </button>
  );
}
