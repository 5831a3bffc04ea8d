import { findVariable, type Finding, type FindingInput, type VariableGroup } from '@calx/knowledge';
import type { CaseReading, Sentence } from './types.ts';
import { formatNumber, lowerFirst, type Words } from './words.ts';

const clinicalGroups: readonly VariableGroup[] = ['clinical', 'laboratory'];
const imagingGroups: readonly VariableGroup[] = ['mineralisation', 'mass', 'bone_joint', 'mri'];

/** Groups of history; everything else is described under the findings. */
export const isClinical = (group: VariableGroup): boolean => clinicalGroups.includes(group);

/** One sentence a recorded finding, in the order of the form, followed by an override where there is one. */
export function findingSentences(
  words: Words,
  reading: CaseReading,
  wanted: (group: VariableGroup, variable: string) => boolean,
): Sentence[] {
  const order = new Map(words.release.variables.map((variable, index) => [variable.id, index]));
  return Object.values(reading.findings)
    .filter(({ variable }) => wanted(groupOf(words, variable), variable))
    .sort((a, b) => (order.get(a.variable) ?? Infinity) - (order.get(b.variable) ?? Infinity))
    .flatMap((finding) => [findingSentence(words, finding), ...overrideSentence(words, finding)]);
}

/** The examinations of which nothing was recorded: unknown is said, not left out. */
export function notAssessed(words: Words, reading: CaseReading): Sentence[] {
  const seen = new Set(Object.keys(reading.findings).map((variable) => groupOf(words, variable)));
  const open = imagingGroups.filter((group) => !seen.has(group));
  if (open.length === 0) return [];
  return [
    {
      id: 'findings.notAssessed',
      text: words.t('finding.notAssessed', {
        list: words.list(open.map((group) => words.t(`group.${group}`))),
      }),
      basis: [],
      how: 'stated',
      confirmed: true,
    },
  ];
}

function groupOf(words: Words, variable: string): VariableGroup {
  return findVariable(words.release, variable)?.group ?? 'other_tests';
}

function findingSentence(words: Words, finding: Finding): Sentence {
  const { variable, how, confirmed } = finding;
  return {
    id: `finding.${variable}`,
    text: describeFinding(words, variable, finding.value) + mark(words, finding),
    basis: [`finding:${variable}`],
    how,
    confirmed,
  };
}

/** A finding in words: what is present, then what is possible, then what is absent. */
export function describeFinding(words: Words, variable: string, input: FindingInput): string {
  if (typeof input === 'number') return describeNumber(words, variable, input);
  const states = statesOf(input);
  const absent = states.absent.map((value) => lowerFirst(words.value(variable, value)));
  const parts = [
    ...states.present.map((value) => describeValue(words, variable, value)),
    ...states.possible.map((value) =>
      words.t('finding.possible', { text: lowerFirst(describeValue(words, variable, value)) }),
    ),
    ...(absent.length > 0
      ? [words.t('finding.absent', { variable: words.variable(variable), value: words.list(absent) })]
      : []),
  ];
  return parts.join(words.lang === 'zh' ? '' : ' ');
}

function statesOf(input: Exclude<FindingInput, number>): Record<'present' | 'possible' | 'absent', string[]> {
  if (typeof input === 'string') return { present: [input], possible: [], absent: [] };
  if ('present' in input || 'absent' in input || 'possible' in input) {
    return {
      present: [...(input.present ?? [])],
      possible: [...(input.possible ?? [])],
      absent: [...(input.absent ?? [])],
    };
  }
  return { present: [...(input as readonly string[])], possible: [], absent: [] };
}

/** The values that a finding says are present. */
export const presentValues = (input: FindingInput): string[] =>
  typeof input === 'number' ? [] : statesOf(input).present;

function describeValue(words: Words, variable: string, value: string): string {
  return (
    words.optional(`sentence.${variable}.${value}`) ||
    words.t('finding.generic', { variable: words.variable(variable), value: words.value(variable, value) })
  );
}

function describeNumber(words: Words, variable: string, value: number): string {
  const number = Number.isInteger(value) ? formatNumber(value, 0) : formatNumber(value, 1);
  const unit = findVariable(words.release, variable)?.unit;
  return (
    words.optional(`sentence.${variable}.number`, { value: number }) ||
    words.t('finding.number', {
      variable: words.variable(variable),
      value: number,
      unit: unit ? ` ${unit}` : '',
    })
  );
}

/** How the finding is known, where that is not simply reading. */
function mark(words: Words, { how, confirmed }: Finding): string {
  if (how === 'measured') return words.t(confirmed ? 'mark.measured' : 'mark.proposed');
  if (how === 'reported') return words.t(confirmed ? 'mark.reportedConfirmed' : 'mark.reported');
  return how === 'derived' ? words.t('mark.derived') : '';
}

function overrideSentence(words: Words, finding: Finding): Sentence[] {
  const { variable, value, how } = finding;
  const own = typeof value === 'number' ? [String(value)] : statesOf(value).present;
  const different = finding.proposals.filter((proposal) => !own.includes(String(proposal.value)));
  if (how === 'measured' || different.length === 0) return [];
  return [
    {
      id: `finding.${variable}.override`,
      text: words.t('finding.override', {
        variable: lowerFirst(words.variable(variable)),
        value: words.list(different.map(({ value: other }) => lowerFirst(words.value(variable, other)))),
      }),
      basis: [`finding:${variable}`],
      how: 'measured',
      confirmed: false,
    },
  ];
}
