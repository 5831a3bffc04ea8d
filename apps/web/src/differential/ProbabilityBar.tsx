import classes from './Differential.module.css';

interface Props {
  readonly probability: number;
  readonly interval?: readonly [number, number];
}

const percent = (share: number): string => `${100 * Math.min(1, Math.max(0, share))}%`;

/** A probability as a bar with its interval as a whisker; the figures stand beside it as text. */
export function ProbabilityBar({ probability, interval }: Props) {
  return (
    <svg className={classes.bar} aria-hidden>
      <rect x="0" y="3" width={percent(probability)} height="8" rx="1" className={classes.barFill} />
      {interval && (
        <g className={classes.whisker}>
          <line x1={percent(interval[0])} x2={percent(interval[1])} y1="7" y2="7" />
          <line x1={percent(interval[0])} x2={percent(interval[0])} y1="3" y2="11" />
          <line x1={percent(interval[1])} x2={percent(interval[1])} y1="3" y2="11" />
        </g>
      )}
    </svg>
  );
}
