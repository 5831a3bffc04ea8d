import {
  deriveLaboratory,
  findVariable,
  normaliseFindings,
  type CaseFacts,
  type Release,
} from '@calx/knowledge';
import type { Ignored, Observation } from './types.ts';

/** The facts of a case as the engine counts them, and the entries it has no use for. */
export interface ReadFacts {
  readonly observations: readonly Observation[];
  readonly ignored: readonly Ignored[];
}

/** Measurements of the case format that stand for a variable of the same name. */
const MEASURED_VARIABLES = ['max_mm'];

/**
 * Reads the facts: age, sex, findings, measurements, and laboratory values where the finding itself is missing.
 * A variable that is left out is not assessed and yields nothing.
 */
export function observe(facts: CaseFacts, release: Release, withPathology: boolean): ReadFacts {
  const observations: Observation[] = [];
  const ignored: Ignored[] = [];
  const present = (variable: string, value: string | number) =>
    observations.push({ variable, value, state: 'present' });
  if (typeof facts.age === 'number') present('age', facts.age);
  if (facts.sex) present('sex', facts.sex);
  const findings = normaliseFindings(facts, release);
  for (const id of Object.keys(facts.findings)) {
    const variable = findVariable(release, id);
    const finding = findings[id];
    if (!variable) {
      ignored.push({ variable: id, reason: 'unknown_variable' });
    } else if (!finding || finding.text !== undefined) {
      ignored.push({ variable: id, reason: variable.kind === 'text' ? 'no_evidence' : 'unknown_value' });
    } else if (variable.group === 'pathology' && !withPathology) {
      ignored.push({ variable: id, reason: 'pathology_left_out' });
    } else if (finding.number !== undefined) {
      present(id, finding.number);
    } else {
      for (const value of finding.present) present(id, value);
      // The absence of the other values is already in the share of the one that is present.
      if (finding.present.length === 0) {
        for (const value of finding.absent) observations.push({ variable: id, value, state: 'absent' });
      }
      for (const value of finding.possible) observations.push({ variable: id, value, state: 'possible' });
    }
  }
  const stated = new Set(observations.map(({ variable }) => variable));
  for (const name of MEASURED_VARIABLES) {
    const value = facts.measurements?.[name];
    if (typeof value === 'number' && !stated.has(name)) present(name, value);
  }
  for (const { variable, value } of Object.values(deriveLaboratory(facts, release).derived)) {
    if (!stated.has(variable) && findVariable(release, variable)) present(variable, value);
  }
  return { observations, ignored };
}
