import type { Release } from '@calx/knowledge';
import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { datum, states } from './datum.ts';

const careSchema = z.object({
  care: z.object({
    source: z.string(),
    items: z.array(
      z.strictObject({
        id: z.string(),
        /** Number of the item in the checklist. */
        item: z.string(),
        section: z.string().optional(),
        data: z.array(datum).optional(),
      }),
    ),
  }),
});

/** One item of the checklist; its name is `registry:care.<id>`. */
export interface CareItem {
  readonly id: string;
  readonly item: string;
  readonly done: boolean;
  /** Data or section that is still lacking. */
  readonly missing: readonly string[];
}

/**
 * What a case report has and lacks of the CARE checklist (2013 statement, doi:10.1186/1752-1947-7-223): only that
 * something is there, not that it is good.
 * @param sections the report's own texts by name (`title`, `intervention`, ...)
 */
export function careChecklist(
  entry: RegistryCase,
  sections: Readonly<Record<string, string>>,
  release: Release,
): CareItem[] {
  const { items } = careSchema.parse(release.thresholds['registry']).care;
  return items.map(({ id, item, section, data = [] }) => {
    const missing: string[] = data.filter((what) => !states(entry, what, release));
    if (section && !sections[section]?.trim()) missing.push(section);
    return { id, item, done: missing.length === 0, missing };
  });
}
