import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Weight } from '@calx/diagnosis';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { useLang } from '../i18n/useLang.ts';
import { BasisBar } from './BasisBar.tsx';
import { decibans, FIRMNESS, percent } from './format.ts';
import { SourceCounts } from './SourceCounts.tsx';
import classes from './Differential.module.css';

interface Props {
  readonly weights: readonly Weight[];
}

/** What speaks for and against a diagnosis, strongest first; each weight opens to its counts and sources. */
export function WeightList({ weights }: Props) {
  const { t } = useTranslation();
  const lang = useLang();
  const label = useFindingLabel();
  const [open, setOpen] = useState<string | null>(null);
  const widest = Math.max(1, ...weights.map((weight) => Math.abs(weight.decibans)));
  if (weights.length === 0) return <p className={classes.dim}>{t('differential.noWeights')}</p>;
  return (
    <ul className={classes.weights}>
      {weights.map((weight) => {
        const key = `${weight.variable}:${weight.value}:${weight.state}`;
        const share = (50 * Math.abs(weight.decibans)) / widest;
        return (
          <li key={key} data-weight={weight.variable}>
            <button
              type="button"
              className={classes.weight}
              aria-expanded={open === key}
              onClick={() => setOpen(open === key ? null : key)}
            >
              <span className={classes.weightName}>
                {weight.state === 'absent' && t('differential.absent')}
                {label(weight.variable, weight.value)}
              </span>
              <svg className={classes.weightBar} aria-hidden>
                <line x1="50%" x2="50%" y1="0" y2="14" className={classes.axis} />
                <rect
                  x={`${weight.decibans < 0 ? 50 - share : 50}%`}
                  y="2"
                  width={`${share}%`}
                  height="10"
                  opacity={FIRMNESS[weight.grade]}
                  className={weight.decibans < 0 ? classes.against : classes.for}
                />
              </svg>
              <span className={classes.decibans}>{decibans(weight.decibans)}</span>
            </button>
            {open === key && (
              <div className={classes.sources}>
                <p>
                  {typeof weight.value === 'number'
                    ? t('differential.density')
                    : t('differential.share', { share: percent(weight.share, lang) })}{' '}
                  {t(`differential.grade.${weight.grade}`)}
                </p>
                <BasisBar basis={weight.basis} />
                <SourceCounts sources={weight.sources} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
