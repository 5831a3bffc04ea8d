import type { Release, Translate } from '@calx/knowledge';
import { z } from 'zod';
import type { AnsweredCohort } from '../cohort/freeze.ts';
import { datum, states, type Datum } from './datum.ts';

const jbiSchema = z.object({
  jbi: z.object({
    source: z.string(),
    items: z.array(
      z.strictObject({
        id: z.string(),
        /** Number of the question in the checklist. */
        item: z.string(),
        section: z.string().optional(),
        data: z.array(datum).optional(),
        cohort: z.enum(['include', 'flow', 'tables']).optional(),
      }),
    ),
  }),
});

/** One question of the checklist; its name is `registry:jbi.<id>`. */
export interface JbiItem {
  readonly id: string;
  readonly item: string;
  readonly done: boolean;
  /** Data that some cases lack, and in how many of all; or a section or part of the cohort that is lacking. */
  readonly missing: readonly { readonly what: string; readonly cases?: number; readonly of?: number }[];
}

/** What is lacking, in words. */
export function lackingText({ what, cases, of }: JbiItem['missing'][number], t: Translate): string {
  if (cases !== undefined && of !== undefined) {
    return t('registry:lacking.cases', { what: t(`registry:lacking.${what}`), cases, of });
  }
  if (what === 'inclusion_rules' || what === 'flow') return t(`registry:lacking.${what}`);
  return t('registry:lacking.section', { what: t(`registry:section.${what}`) });
}

/**
 * What a case series has and lacks of the JBI checklist for case series (Munn Z et al. 2020,
 * doi:10.11124/JBISRIR-D-19-00099): only that something is there, not that it is good.
 * @param sections the authors' own texts by name (`consecutive`, `follow_up`, `setting`)
 */
export function jbiChecklist(
  cohort: AnsweredCohort,
  sections: Readonly<Record<string, string>>,
  release: Release,
): JbiItem[] {
  const { items } = jbiSchema.parse(release.thresholds['registry']).jbi;
  return items.map(({ id, item, section, data = [], cohort: part }) => {
    const missing: JbiItem['missing'][number][] = data.flatMap((what) => lacking(cohort, what, release));
    if (section && !sections[section]?.trim()) missing.push({ what: section });
    if (part === 'include' && cohort.rules.include.length === 0) missing.push({ what: 'inclusion_rules' });
    if (part === 'flow' && !isAccounted(cohort)) missing.push({ what: 'flow' });
    return { id, item, done: missing.length === 0, missing };
  });
}

function lacking(cohort: AnsweredCohort, what: Datum, release: Release): JbiItem['missing'] {
  const cases = cohort.cases.filter((entry) => !states(entry, what, release)).length;
  return cases > 0 ? [{ what, cases, of: cohort.cases.length }] : [];
}

/** Everybody screened was included or left out for a reason. */
function isAccounted({ screened, excluded, cases }: AnsweredCohort): boolean {
  return screened === cases.length + excluded.reduce((sum, group) => sum + group.cases.length, 0);
}
