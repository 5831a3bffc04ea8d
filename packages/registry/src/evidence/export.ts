import type { Release } from '@calx/knowledge';
import { z } from 'zod';
import { contentHash } from '../canonical.ts';
import type { FrozenCohort } from '../cohort/freeze.ts';
import { RegistryError } from '../error.ts';
import { bundleSchema, type EvidenceBundle } from './bundle.ts';
import { assertChain } from './chain.ts';
import { countedVariables, countValues, diagnosesOf } from './count.ts';
import { nextCounts, protectCounts } from './protect.ts';

export interface ExportOptions {
  readonly source: EvidenceBundle['source'];
  readonly overlaps?: readonly string[];
  /** Everything that this hospital shared before, the first version first. */
  readonly earlier?: readonly EvidenceBundle[];
  /** Smallest cell; default: that of the knowledge release. */
  readonly smallestCell?: number;
}

const sharing = z.object({
  sharing: z.object({ smallestCell: z.object({ value: z.number().int().min(2) }) }),
});

/** The limit below which no count is shared, from `knowledge/thresholds/registry.yaml`. */
export function smallestCellOf(release: Pick<Release, 'thresholds'>): number {
  return sharing.parse(release.thresholds['registry']).sharing.smallestCell.value;
}

/**
 * The counts of a frozen cohort's proven cases, small cells protected ({@link protectCounts}, {@link nextCounts}).
 * @throws RegistryError `otherSource` when the versions before are another source's, `brokenChain` when one of them
 * is missing, `smallerLimit` when the limit would fall below that of the version before.
 */
export function exportEvidence(
  cohort: FrozenCohort,
  release: Release,
  { source, overlaps = [], earlier = [], smallestCell = smallestCellOf(release) }: ExportOptions,
): EvidenceBundle {
  assertChain(earlier);
  const previous = earlier.at(-1);
  if (previous && previous.source.id !== source.id) {
    throw new RegistryError(
      'otherSource',
      { id: previous.source.id },
      `The version before belongs to ${previous.source.id}.`,
    );
  }
  const least = previous?.provenance.smallestCell ?? 2;
  if (!Number.isInteger(smallestCell) || smallestCell < least) {
    throw new RegistryError(
      'smallerLimit',
      { least },
      `The smallest cell must be a whole number of at least ${least}.`,
    );
  }
  return bundleSchema.parse({
    schema: 'calx-evidence/1',
    source,
    version: (previous?.version ?? 0) + 1,
    previous: previous ? contentHash(previous) : null,
    provenance: {
      cohort: cohort.name,
      cohortVersion: cohort.version,
      release: cohort.release,
      smallestCell,
    },
    overlaps: [...new Set(overlaps)].sort(),
    figures: figuresOf(cohort, release, smallestCell, earlier),
  });
}

function figuresOf(
  cohort: FrozenCohort,
  release: Release,
  limit: number,
  earlier: readonly EvidenceBundle[],
): EvidenceBundle['figures'] {
  const proven = cohort.cases.filter(({ diagnosis, provenBy }) => diagnosis && provenBy);
  const versions = earlier.map((bundle) => byQuestion(bundle.figures));
  const before = earlier.flatMap(({ figures }) => figures.map(({ diagnosis }) => diagnosis));
  const diagnoses = [...new Set([...diagnosesOf(proven), ...before])].sort();
  return diagnoses.flatMap((diagnosis) => {
    const own = proven.filter((entry) => entry.diagnosis === diagnosis);
    return countedVariables(release).flatMap((variable) => {
      const counts = countValues(own, variable);
      const published = versions.map((version) => version.get(questionOf(diagnosis, variable.id)) ?? []);
      const shown =
        published.length > 0 ? nextCounts(published, counts, limit) : protectCounts(counts, limit);
      return shown.map(({ value, k, n }) => ({ diagnosis, variable: variable.id, value, k, n }));
    });
  });
}

const questionOf = (diagnosis: string, variable: string) => JSON.stringify([diagnosis, variable]);

function byQuestion(figures: EvidenceBundle['figures']): Map<string, EvidenceBundle['figures']> {
  const questions = new Map<string, EvidenceBundle['figures']>();
  for (const figure of figures) {
    const key = questionOf(figure.diagnosis, figure.variable);
    questions.set(key, [...(questions.get(key) ?? []), figure]);
  }
  return questions;
}
