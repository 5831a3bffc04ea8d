import { diagnosisName, findVariable, valueLabel } from '@calx/knowledge';
import { readRules, holds } from '../cohort/rules.ts';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { RegistryError } from '../error.ts';
import type { Groups } from './compare.ts';
import type { TableContext } from './words.ts';

/** What a comparison or a test is about: `sex:F,M`, `diagnosis:gout,tumoral_calcinosis`, `pattern:rings_arcs`. */
export interface Question {
  readonly about: string;
  readonly values: readonly string[];
}

/** @throws RegistryError `badQuestion` unless it names something known and that many values. */
export function readQuestion(
  text: string,
  values: number,
  { release }: Pick<TableContext, 'release'>,
): Question {
  const [about = '', list = ''] = text.split(/:(.*)/s);
  const named = list.split(',').map((value) => value.trim());
  const variable = findVariable(release, about);
  const known = variable
    ? variable.values.map(({ id }) => id)
    : about === 'sex'
      ? ['F', 'M']
      : about === 'diagnosis'
        ? Object.keys(release.diseases)
        : [];
  const unknown = named.filter((value) => !known.includes(value));
  if (named.length !== values || unknown.length > 0 || new Set(named).size !== named.length) {
    const params = { question: text.slice(0, 200), values, known: known.slice(0, 40).join(', ') || '–' };
    throw new RegistryError(
      'badQuestion',
      params,
      `"${params.question}" must be sex, diagnosis or a variable with ${values} of its values (${params.known}).`,
    );
  }
  return { about, values: named };
}

/** The two groups of a question, named in the reader's language. */
export function splitGroups(
  cases: readonly RegistryCase[],
  { about, values }: Question,
  { release, lang, t }: TableContext,
): Groups {
  const label = (value: string): string => {
    if (about === 'diagnosis') return diagnosisName(release, value)[lang];
    if (about === 'sex') return t(`registry:row.${value === 'F' ? 'female' : 'male'}`);
    return valueLabel(release, about, value)[lang];
  };
  const members = (value: string) => {
    const { include } = readRules({ include: [{ reason: about, about, is: [value] }] });
    return cases.filter((entry) => include.every((rule) => holds(rule, entry, release)));
  };
  const [first = '', second = ''] = values;
  return { names: [label(first), label(second)], cases: [members(first), members(second)] };
}
