import { dot, plot, ruleX, ruleY } from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface ShareRow {
  readonly name: string;
  readonly k: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

interface Props {
  readonly rows: readonly ShareRow[];
}

const ROW_PX = 22;
const LABEL_PX = 230;

/** Shares with intervals, a row a disease; the same figures stand in the table below it. */
export function ShareChart({ rows }: Props) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = plot({
      width: 760,
      height: rows.length * ROW_PX + 48,
      marginLeft: LABEL_PX,
      style: { background: 'transparent', color: 'currentColor', fontSize: '12px', overflow: 'visible' },
      x: { domain: [0, 1], tickFormat: '%', label: t('knowledge.share'), grid: true },
      y: { domain: rows.map(({ name }) => name), label: null },
      marks: [
        ruleX([0]),
        ruleY(rows, {
          y: 'name',
          x1: 'low',
          x2: 'high',
          strokeWidth: 2,
          stroke: 'var(--mantine-color-dimmed)',
        }),
        dot(rows, {
          x: 'share',
          y: 'name',
          r: (row: ShareRow) => Math.sqrt(row.n),
          fill: 'var(--calx-bar)',
          title: (row: ShareRow) => `${row.name}: ${row.k}/${row.n}`,
        }),
      ],
    });
    // The table below says the same in words.
    chart.setAttribute('aria-hidden', 'true');
    host.current?.replaceChildren(chart);
  }, [rows, t]);
  return <div ref={host} />;
}
