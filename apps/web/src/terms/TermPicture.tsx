import { mineralPictures } from './mineral.tsx';
import { INK } from './shapes.tsx';
import { bonePictures } from './bone.tsx';
import { massPictures } from './mass.tsx';
import { signalPictures } from './signal.tsx';
import classes from './Terms.module.css';

/** Schematic drawings by `variable.value`; terms that have no look (laboratory, history) have none. */
const pictures = { ...mineralPictures, ...massPictures, ...bonePictures, ...signalPictures };

export const hasPicture = (variable: string, value: string): boolean => `${variable}.${value}` in pictures;

/** How a value of a variable looks, drawn by us. Its name stands beside it, so readers by ear lose nothing. */
export function TermPicture({
  variable,
  value,
  large = false,
}: {
  readonly variable: string;
  readonly value: string;
  readonly large?: boolean;
}) {
  const picture = pictures[`${variable}.${value}`];
  if (!picture) return null;
  return (
    <svg
      className={classes.picture}
      data-large={large}
      viewBox="0 0 48 48"
      aria-hidden
      data-term={`${variable}.${value}`}
    >
      <rect width="48" height="48" fill={INK.tissue} />
      {picture}
    </svg>
  );
}
