import { deriveLaboratory, type LabValue } from '@calx/knowledge';
import { findingSentences, isClinical } from './findings.ts';
import type { CaseReading, Sentence } from './types.ts';
import type { Words } from './words.ts';

/** Age, sex, history and laboratory values. */
export function historySentences(words: Words, reading: CaseReading): Sentence[] {
  const labs = judgedLabs(reading);
  const named = new Set(labs.map(({ name }) => name));
  const told = findingSentences(
    words,
    reading,
    (group, variable) => isClinical(group) && !named.has(variable),
  );
  return [
    patientSentence(words, reading),
    ...told,
    ...(told.length === 0 ? [stated('history.nothing', words.t('history.nothing'))] : []),
    ...labs.map((lab, index) => labSentence(words, lab, index, labs)),
    ...(labs.length === 0 ? [stated('history.noLabs', words.t('lab.unknown'))] : []),
  ];
}

const flagOf = { low: 'L', normal: 'N', high: 'H' } as const;

/** Values without a mark of the laboratory get that of the sourced interval for age and sex. */
function judgedLabs({ facts }: CaseReading): readonly LabValue[] {
  const states = new Map(deriveLaboratory(facts).readings.map(({ where, state }) => [where, state]));
  return (facts.labs ?? []).map((lab, index) => {
    const state = states.get(`labs.${index}`);
    return lab.flag || !state ? lab : { ...lab, flag: flagOf[state] };
  });
}

/** A sentence about the case as given, resting on nothing else. */
export const stated = (id: string, text: string, basis: readonly string[] = []): Sentence => ({
  id,
  text,
  basis,
  how: 'stated',
  confirmed: true,
});

/** An age in years as it is told: an infant's in months. */
export function inYearsOrMonths(age: number): {
  readonly context: 'full' | 'infant';
  readonly age: number;
} {
  return age < 1
    ? { context: 'infant', age: Math.round(age * 12) }
    : { context: 'full', age: Math.round(age * 10) / 10 };
}

function patientSentence(words: Words, { facts }: CaseReading): Sentence {
  const { age, sex } = facts;
  const sexWord = sex ? words.t(`history.sex.${sex}`) : '';
  return stated('history.patient', patientText(), ['age', 'sex']);

  function patientText(): string {
    if (age === null || age === undefined) {
      return sex
        ? words.t('history.patient.sex', { sex: words.t(`history.sexAlone.${sex}`) })
        : words.t('history.patient.none');
    }
    const { context, age: told } = inYearsOrMonths(age);
    return words.t(`history.patient.${context}${sex ? '' : 'NoSex'}`, { age: told, sex: sexWord });
  }
}

function labSentence(words: Words, lab: LabValue, index: number, all: readonly LabValue[]): Sentence {
  const repeated = all.slice(0, index).filter(({ name }) => name === lab.name).length;
  const value = lab.value === null || lab.value === undefined ? '' : String(lab.value);
  const flag = lab.flag ? words.t(value ? `lab.flag.${lab.flag}` : `lab.word.${lab.flag}`) : '';
  const amount = [value, value ? lab.unit : ''].filter(Boolean).join(' ');
  return {
    id: `lab.${lab.name}${repeated > 0 ? `.${repeated + 1}` : ''}`,
    text: words.t('lab.sentence', {
      name: words.variable(lab.name),
      value: amount || (flag ? '' : words.t('lab.word.unknown')),
      flag,
    }),
    basis: [`lab:${lab.name}`],
    how: 'read',
    confirmed: true,
  };
}
