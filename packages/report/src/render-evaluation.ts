import { percentSign, type Lang } from '@calx/knowledge';
import { escapeHtml, htmlPage } from './html.ts';
import { formatNumber, formatPercent, wordsOf, type Words } from './words.ts';

type Interval = readonly [number, number];
type Measure = 'top1' | 'top3' | 'mrr' | 'logLoss' | 'brier' | 'ece';

/** What the page reads of an evaluation (the command line's `evaluate`). */
export interface Evaluation {
  readonly n: number;
  readonly classes: number;
  readonly top1: number;
  readonly top3: number;
  readonly mrr: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
  readonly alarm: { readonly sensitivity: number | null; readonly specificity: number | null };
  readonly intervals: Readonly<Partial<Record<Measure, Interval>>>;
  readonly perDiagnosis: readonly {
    readonly diagnosis: string;
    readonly n: number;
    readonly top1: number;
    readonly top3: number;
    /** Mean probability given to the truth. */
    readonly probability?: number;
  }[];
  /** Answers grouped by stated probability. */
  readonly reliability?: readonly {
    readonly confidence: number;
    readonly accuracy: number;
    readonly n: number;
  }[];
  readonly outside?: { readonly n: number; readonly noneOfThese: number | null };
  readonly release?: string | { readonly version: string };
  readonly pack?: string;
  readonly method?: string;
}

/** How good the differential is, as one self-contained page: measures, reliability diagram, diagnoses weakest first. */
export function renderEvaluationHtml(evaluation: Evaluation, lang: Lang): string {
  const words = wordsOf(lang);
  const t = (key: string, params: Parameters<Words['t']>[1] = {}): string =>
    escapeHtml(words.t(`evaluation.${key}`, params));
  const release = typeof evaluation.release === 'object' ? evaluation.release.version : evaluation.release;
  const body = [
    `<h1>${t('title')}</h1>`,
    `<p>${t('summary', { n: evaluation.n, classes: evaluation.classes })}</p>`,
    release
      ? `<p>${t('release', { release, pack: evaluation.pack ?? '', method: evaluation.method ?? 'calx' })}</p>`
      : '',
    measures(words, evaluation, t),
    `<h2>${t('reliability')}</h2>`,
    reliabilityDiagram(words, evaluation.reliability ?? [], t),
    `<h2>${t('perDiagnosis')}</h2>`,
    diagnoses(words, evaluation, t),
    evaluation.outside && evaluation.outside.n > 0
      ? `<h2>${t('outside')}</h2><p>${t('outsideNote', {
          n: evaluation.outside.n,
          value: formatPercent(evaluation.outside.noneOfThese ?? 0, words.lang),
        })}</p>`
      : '',
  ];
  return htmlPage(lang, words.t('evaluation.title'), style, body.filter(Boolean).join('\n'));
}

type Say = (key: string, params?: Record<string, string | number>) => string;

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell, i) => (i === 0 ? `<td>${cell}</td>` : `<td class="number">${cell}</td>`)).join('')}</tr>`;

const heading = (cells: readonly string[]): string =>
  `<thead><tr>${cells.map((cell, i) => `<th scope="col"${i === 0 ? '' : ' class="number"'}>${cell}</th>`).join('')}</tr></thead>`;

function measures(words: Words, evaluation: Evaluation, t: Say): string {
  const share = (key: Measure | 'sensitivity' | 'specificity', value: number | null): string =>
    row([t(key), percent(value, words.lang), interval(key)]);
  const figure = (key: Measure, value: number): string =>
    row([t(key), formatNumber(value, 3), interval(key, 3)]);
  return `<table>${heading([t('measure'), t('value'), t('interval')])}<tbody>${[
    share('top1', evaluation.top1),
    share('top3', evaluation.top3),
    figure('mrr', evaluation.mrr),
    figure('logLoss', evaluation.logLoss),
    figure('brier', evaluation.brier),
    figure('ece', evaluation.ece),
    share('sensitivity', evaluation.alarm.sensitivity),
    share('specificity', evaluation.alarm.specificity),
  ].join('')}</tbody></table>`;

  function interval(key: Measure | 'sensitivity' | 'specificity', digits?: number): string {
    const bounds = key === 'sensitivity' || key === 'specificity' ? undefined : evaluation.intervals[key];
    if (!bounds) return '';
    const show = (value: number): string =>
      digits ? formatNumber(value, digits) : percent(value, words.lang);
    return `${show(bounds[0])}–${show(bounds[1])}`;
  }
}

/** A share with one decimal; a measured share may be 0 or 100. */
const percent = (value: number | null, lang: Lang): string =>
  value === null ? '–' : `${formatNumber(value * 100, 1)}${percentSign(lang)}`;

function diagnoses(words: Words, { perDiagnosis }: Evaluation, t: Say): string {
  const rows = [...perDiagnosis]
    .sort((a, b) => a.top1 - b.top1 || a.top3 - b.top3 || b.n - a.n)
    .map(({ diagnosis, n, top1, top3, probability }) =>
      row([
        escapeHtml(words.disease(diagnosis)),
        String(n),
        percent(top1, words.lang),
        percent(top3, words.lang),
        percent(probability ?? null, words.lang),
      ]),
    );
  const names = ['diagnosis', 'cases', 'first', 'three', 'meanProbability'].map((key) => t(key));
  return `<table>${heading(names)}<tbody>${rows.join('')}</tbody></table>`;
}

/** Side of the plotted square and the room around it, in SVG units. */
const plot = { side: 320, left: 48, top: 12, bottom: 44, largestDot: 14 } as const;

/** Stated probability against the share that was right (DeGroot and Fienberg, doi:10.2307/2987588). */
function reliabilityDiagram(words: Words, bins: NonNullable<Evaluation['reliability']>, t: Say): string {
  const filled = bins.filter(({ n }) => n > 0);
  if (filled.length === 0) return `<p>${t('noBins')}</p>`;
  const most = Math.max(...filled.map(({ n }) => n));
  const x = (share: number): string => (plot.left + share * plot.side).toFixed(1);
  const y = (share: number): string => (plot.top + (1 - share) * plot.side).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}"/>` +
      `<text x="${plot.left - 6}" y="${y(share)}" text-anchor="end" dominant-baseline="middle">${share * 100}</text>` +
      `<text x="${x(share)}" y="${plot.top + plot.side + 16}" text-anchor="middle">${share * 100}</text>`,
  );
  const dots = filled.map(({ confidence, accuracy, n }) => {
    const radius = Math.max(plot.largestDot * Math.sqrt(n / most), 2).toFixed(1);
    const label = `${percent(confidence, words.lang)} → ${percent(accuracy, words.lang)}, n = ${n}`;
    return `<circle cx="${x(confidence)}" cy="${y(accuracy)}" r="${radius}"><title>${label}</title></circle>`;
  });
  const width = plot.left + plot.side + plot.largestDot + 6;
  const height = plot.top + plot.side + plot.bottom;
  const middle = plot.top + plot.side / 2;
  return `<svg role="img" aria-label="${t('reliability')}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${ticks.join('')}
<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
${dots.join('')}
<text x="${x(0.5)}" y="${height - 6}" text-anchor="middle">${t('predicted')} (%)</text>
<text transform="translate(12 ${middle}) rotate(-90)" text-anchor="middle">${t('observed')} (%)</text>
</svg><p class="note">${t('reliabilityNote')}</p>`;
}

const style = `
svg { max-width: 100%; height: auto; font-size: 12px; } svg text { fill: #16191d; }
.grid { stroke: #e3e6ea; } .diagonal { stroke: #5a6370; stroke-dasharray: 5 4; }
circle { fill: #1f5fa8; fill-opacity: .75; } .note { font-size: .85rem; color: #5a6370; }
`;
