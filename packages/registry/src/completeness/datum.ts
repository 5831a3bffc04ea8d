import { findVariable, type Release } from '@calx/knowledge';
import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';

/** Facts of a case that answer items of a checklist. */
export const datum = z.enum(['age', 'sex', 'clinical', 'date', 'examinations', 'diagnosis', 'provenBy']);
export type Datum = z.infer<typeof datum>;

/** Whether a case states it. */
export function states(entry: RegistryCase, what: Datum, release: Release): boolean {
  switch (what) {
    case 'age':
      return typeof entry.facts.age === 'number';
    case 'sex':
      return Boolean(entry.facts.sex);
    case 'clinical':
      return Object.keys(entry.facts.findings).some((id) => findVariable(release, id)?.group === 'clinical');
    case 'examinations':
      return (entry.examinations ?? []).length > 0;
    default:
      return Boolean(entry[what]);
  }
}
