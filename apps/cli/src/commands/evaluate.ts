import { evaluate as evaluationOf, type Evaluation, type Method } from '@calx/diagnosis';
import { loadRelease, parseCaseFacts, type CaseFacts } from '@calx/knowledge';
import { renderEvaluationHtml } from '@calx/report';
import type { CommandSpec } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, InputError } from '../exit.ts';
import { packOption, settingOption } from '../facts.ts';
import { readText } from '../input.ts';
import { parseJson } from '../json.ts';
import { writeWhole } from '../output.ts';
import { percent } from '../words.ts';

export const evaluate: CommandSpec = {
  name: 'evaluate',
  text: 'evaluate',
  arguments: [['<cases>', 'cases']],
  options: [
    { flags: '--pack <name>', text: 'pack' },
    { flags: '--setting <name>', text: 'setting' },
    { flags: '--leave-one-out', text: 'leaveOneOut' },
    { flags: '--method <name>', text: 'method', choices: ['calx', 'naive-bayes', 'prior'] },
    { flags: '--with-pathology', text: 'withPathology' },
    { flags: '--html <file>', text: 'html' },
  ],
  run: async (context, [path = ''], options) => {
    const cases = readCases(path, await readText(path));
    const progress = context.progress(context.t('cli:progress.evaluating'));
    const evaluation = evaluationOf(cases, loadRelease(), {
      ...packOption(options['pack']),
      ...settingOption(options['setting']),
      leaveOneOut: options['leaveOneOut'] === true,
      withPathology: options['withPathology'] === true,
      method: (options['method'] as Method | undefined) ?? 'calx',
      onProgress: progress,
    });
    if (typeof options['html'] === 'string') {
      await writeWhole(options['html'], renderEvaluationHtml(evaluation, context.lang));
    }
    context.answer(evaluation, () => evaluationText(evaluation, context));
    return exit.done;
  },
};

/** Case lines; every case needs its proven diagnosis. Blank lines are skipped. */
function readCases(path: string, text: string): CaseFacts[] {
  const cases = text.split(/\r?\n/).flatMap((written, index) => {
    if (written.trim() === '') return [];
    const { facts } = parseCaseFacts(parseJson(path, written, index + 1));
    if (!facts.diagnosis)
      throw new InputError('cli:error.noDiagnosis', { id: facts.id ?? '?', line: index + 1 });
    return [facts];
  });
  if (cases.length === 0) throw new InputError('cli:error.noCases', { path });
  return cases;
}

function evaluationText(evaluation: Evaluation, { t }: Context): string {
  const { intervals, alarm, outside } = evaluation;
  const three = (value: number): string => value.toFixed(3);
  const [low1, high1] = intervals.top1;
  const [low3, high3] = intervals.top3;
  return [
    t('cli:evaluate.cases', { n: evaluation.n, classes: evaluation.classes, method: evaluation.method }),
    t('cli:evaluate.top', {
      top1: percent(evaluation.top1),
      low1: percent(low1),
      high1: percent(high1),
      top3: percent(evaluation.top3),
      low3: percent(low3),
      high3: percent(high3),
    }),
    t('cli:evaluate.loss', {
      logLoss: three(evaluation.logLoss),
      brier: three(evaluation.brier),
      ece: three(evaluation.ece),
      mrr: three(evaluation.mrr),
    }),
    t('cli:evaluate.alarm', {
      sensitivity: percent(alarm.sensitivity),
      specificity: percent(alarm.specificity),
      n: alarm.n,
    }),
    ...(outside.n > 0
      ? [t('cli:evaluate.outside', { n: outside.n, none: percent(outside.noneOfThese) })]
      : []),
  ].join('\n');
}
