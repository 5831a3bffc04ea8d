import { loadRelease, type Release } from '@calx/knowledge';
import { z } from 'zod';
import { RegistryError } from '../error.ts';
import { freezeCohort, isIntact, type FrozenCohort } from './freeze.ts';
import { readCases } from './registry-case.ts';
import { readRules } from './rules.ts';

const cohortFile = z.looseObject({
  name: z.string().min(1).max(200).optional(),
  version: z.number().int().min(1).optional(),
  rules: z.unknown().optional(),
  cases: z.array(z.unknown()).min(1),
  sha256: z.string().optional(),
});

const frozenFile = cohortFile.extend({
  name: z.string(),
  version: z.number().int(),
  release: z.object({ version: z.string(), hash: z.string() }),
  screened: z.number().int(),
  excluded: z.array(z.object({ reason: z.string(), notStated: z.boolean(), cases: z.array(z.string()) })),
});

/**
 * A cohort from a text: one frozen before (its hash is checked), one JSON object with `cases` and `rules`, or bare
 * cases as {@link readCases} takes them, all of which are included. The last two are frozen as they are read.
 * @param name of the cohort where the text has none
 * @throws RegistryError `changedCohort` for a frozen cohort that no longer fits its hash, and those of the cases
 * and rules.
 */
export function readCohort(text: string, name: string, release: Release = loadRelease()): FrozenCohort {
  const document = cohortFile.safeParse(objectOf(text));
  if (!document.success) return freeze(name, 1, {}, readCases(text, release), release);
  const { data } = document;
  const cases = readCases(JSON.stringify(data.cases), release);
  if (data.sha256 === undefined) {
    return freeze(data.name ?? name, data.version ?? 1, data.rules ?? {}, cases, release);
  }
  const frozen = data as unknown as FrozenCohort;
  if (!frozenFile.safeParse(data).success || !isIntact(frozen)) {
    throw new RegistryError(
      'changedCohort',
      { name: data.name ?? name },
      `The frozen cohort ${data.name ?? name} was changed: it no longer fits its hash.`,
    );
  }
  return frozen;
}

function freeze(
  name: string,
  version: number,
  rules: unknown,
  cases: ReturnType<typeof readCases>,
  release: Release,
): FrozenCohort {
  return freezeCohort({ name, version, rules: readRules(rules) }, cases, release);
}

/** The text as one JSON document; undefined for JSON lines and anything else. */
function objectOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
