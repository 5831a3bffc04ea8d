import { diagnosisName, findingLabel, percentSign } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { statedOf } from '../cohort/stated.ts';
import {
  diagnosticAccuracy,
  type DiagnosticCounts,
  type Proportion,
  type Ratio,
} from '../statistics/index.ts';
import type { Question } from './groups.ts';
import type { Table } from './table.ts';
import { levelOf, percent, type TableContext } from './words.ts';

/** A finding as a test for a diagnosis: 2 x 2, over the proven cases in which it was looked for. */
export function diagnosticCounts(
  cases: readonly RegistryCase[],
  { about, values: [value = ''] }: Question,
  diagnosis: string,
  { release }: Pick<TableContext, 'release'>,
): DiagnosticCounts & { readonly open: number } {
  const cell = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0, open: 0 };
  for (const entry of cases) {
    const finding = statedOf(entry, about, release);
    const positive = finding && (finding.present.includes(value) || finding.finer.includes(value));
    const negative = finding && (finding.present.length > 0 || finding.absent.includes(value));
    if (!entry.diagnosis || !(positive || negative) || finding.possible.includes(value)) cell.open += 1;
    else if (entry.diagnosis === diagnosis) cell[positive ? 'truePositive' : 'falseNegative'] += 1;
    else cell[positive ? 'falsePositive' : 'trueNegative'] += 1;
  }
  return cell;
}

/** Sensitivity, specificity, predictive values and likelihood ratios with intervals; the 2 x 2 in the note. */
export function diagnosticTable(
  cases: readonly RegistryCase[],
  question: Question,
  diagnosis: string,
  context: TableContext,
): Table {
  const { release, lang, t } = context;
  const level = levelOf(release);
  const { open, ...counts } = diagnosticCounts(cases, question, diagnosis, context);
  const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn } = counts;
  const both = tp + fn > 0 && fp + tn > 0;
  const accuracy = both ? diagnosticAccuracy(counts, level) : undefined;
  const interval = t('registry:column.interval', { level: Math.round(level * 100) });
  const share = (key: string, of: Proportion | null | undefined, k: number, n: number) => [
    t(`registry:row.${key}`),
    `${k}/${n}`,
    of ? `${percent(of.share)}${percentSign(lang)}` : '–',
    of ? `${percent(of.low)}–${percent(of.high)}${percentSign(lang)}` : '–',
  ];
  const ratio = (key: string, of: Ratio | undefined) => [
    t(`registry:row.${key}`),
    '',
    of ? number(of.value) : '–',
    of ? `${number(of.low)}–${number(of.high)}` : '–',
  ];
  const [value = ''] = question.values;
  return {
    id: 'diagnostic',
    title: t('registry:table.diagnostic', {
      finding: findingLabel(release, lang, question.about, value),
      diagnosis: diagnosisName(release, diagnosis)[lang],
    }),
    columns: [t('registry:column.measure'), 'k/n', t('registry:column.value'), interval],
    rows: [
      share('sensitivity', accuracy?.sensitivity, tp, tp + fn),
      share('specificity', accuracy?.specificity, tn, fp + tn),
      share('positivePredictive', accuracy?.positivePredictiveValue, tp, tp + fp),
      share('negativePredictive', accuracy?.negativePredictiveValue, tn, fn + tn),
      ratio('likelihoodPositive', accuracy?.likelihoodRatioPositive),
      ratio('likelihoodNegative', accuracy?.likelihoodRatioNegative),
    ],
    notes: [
      t('registry:note.twoByTwo', { tp, fp, fn, tn }),
      ...(open > 0 ? [t('registry:note.notTested', { open, total: cases.length })] : []),
    ],
  };
}

function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : '∞';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
