import { useTranslation } from 'react-i18next';
import type { Basis } from '@calx/diagnosis';
import classes from './Differential.module.css';

/** From the firmest to the faintest, with the opacity of its part of the bar. */
const PARTS: readonly (readonly [keyof Basis, number])[] = [
  ['counted', 1],
  ['cases', 0.8],
  ['words', 0.55],
  ['cited', 0.55],
  ['assumed', 0.3],
  ['background', 0.12],
];

/** Below this a part is left out: half of what one decimal shows. */
const SHOWN = 0.05;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** What a share rests on: a bar of its parts, each in patients, and the same in words. */
export function BasisBar({ basis }: { readonly basis: Basis }) {
  const { t } = useTranslation();
  const parts = PARTS.filter(([part]) => basis[part] >= SHOWN);
  const widths = parts.map(([part]) => basis[part]);
  const all = sum(widths);
  return (
    <div data-basis>
      <svg className={classes.basisBar} aria-hidden>
        {parts.map(([part, opacity], index) => (
          <rect
            key={part}
            x={`${(100 * sum(widths.slice(0, index))) / all}%`}
            width={`${(100 * basis[part]) / all}%`}
            height="6"
            opacity={opacity}
            className={classes.for}
          />
        ))}
      </svg>
      <p>
        {t('differential.basis.title')}{' '}
        {parts
          .map(([part]) => t(`differential.basis.${part}`, { n: basis[part].toFixed(1) }))
          .join(t('differential.basis.and'))}
      </p>
    </div>
  );
}
