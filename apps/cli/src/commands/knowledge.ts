import {
  checkRelease,
  compareDiagnoses,
  createTranslator,
  describeDiagnosis,
  explainProblem,
  loadRelease,
  type ValueEvidence,
} from '@calx/knowledge';
import type { CommandSpec } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { valueName, variableName } from '../words.ts';

export const knowledge: CommandSpec = {
  name: 'knowledge',
  text: 'knowledge',
  children: [
    {
      name: 'check',
      text: 'knowledgeCheck',
      run: (context) => Promise.resolve(check(context)),
    },
    {
      name: 'show',
      text: 'knowledgeShow',
      arguments: [['[diagnosis]', 'diagnosis']],
      run: (context, [diagnosis]) => Promise.resolve(diagnosis ? show(context, diagnosis) : list(context)),
    },
    {
      name: 'compare',
      text: 'knowledgeCompare',
      arguments: [
        ['<a>', 'diagnosis'],
        ['<b>', 'diagnosis'],
      ],
      run: (context, [a = '', b = '']) => Promise.resolve(compare(context, a, b)),
    },
  ],
};

/** Errors make the check fail; gaps (what nobody counted) are listed and do not. */
function check(context: Context): number {
  const translate = createTranslator(context.lang);
  const problems = checkRelease().map((problem) => ({
    ...problem,
    message: explainProblem(translate, problem),
  }));
  const errors = problems.filter(({ severity }) => severity === 'error');
  const gaps = problems.length - errors.length;
  context.answer({ problems, errors: errors.length, gaps }, () =>
    errors.length === 0
      ? context.t('cli:knowledge.clean', { gaps })
      : [
          context.t('cli:knowledge.problems', { count: errors.length }),
          ...errors.map(({ where, message }) => `✗ ${where}: ${message}`),
        ].join('\n'),
  );
  return errors.length === 0 ? exit.done : exit.no;
}

function list(context: Context): number {
  const { diseases, packs } = loadRelease();
  const diagnoses = Object.values(packs).flatMap((pack) =>
    pack.diagnoses.map((id) => ({ id, pack: pack.id, name: diseases[id]?.name[context.lang] ?? id })),
  );
  context.answer({ diagnoses }, () =>
    diagnoses.map(({ id, pack, name }) => `${pack}  ${id}  ${name}`).join('\n'),
  );
  return exit.done;
}

function show(context: Context, diagnosis: string): number {
  const known = describeDiagnosis(diagnosis);
  const { lang, t } = context;
  context.answer(known, () =>
    [
      `${known.disease.name[lang]} (${known.disease.id}): ${known.disease.definition[lang]}`,
      ...known.variables.flatMap(({ variable, values }) => [
        `${variableName(variable, lang)}`,
        ...values.map(
          (value) =>
            `  ${valueName(variable, value.value ?? '', lang)}: ${counts(value)} (${t('cli:knowledge.figures', { count: value.figures.length })}: ${sourcesOf(value)})`,
        ),
      ]),
    ].join('\n'),
  );
  return exit.done;
}

function compare(context: Context, a: string, b: string): number {
  const compared = compareDiagnoses(a, b);
  const { lang } = context;
  context.answer(compared, () =>
    [
      `${compared.a.name[lang]} | ${compared.b.name[lang]}`,
      ...compared.variables.flatMap(({ variable, values }) =>
        values.map(
          (value) =>
            `${variableName(variable, lang)}, ${valueName(variable, value.value ?? '', lang)}: ${counts(value.a)} | ${counts(value.b)}`,
        ),
      ),
    ].join('\n'),
  );
  return exit.done;
}

/** k/n of the counted sources, or a dash where nobody counted. */
function counts(value: ValueEvidence | null): string {
  return value?.k === undefined || value.n === undefined ? '–' : `${value.k}/${value.n}`;
}

function sourcesOf(value: ValueEvidence): string {
  return [...new Set(value.figures.map(({ source }) => source))].join(', ');
}
