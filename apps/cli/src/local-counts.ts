import { basename, extname } from 'node:path';
import type { LocalCount } from '@calx/diagnosis';
import { loadRelease, type CaseFacts } from '@calx/knowledge';
import {
  addCounts,
  isPublished,
  localCountsOf,
  readCohort,
  sourcesOf,
  verifyBundle,
  withoutCase,
  type CountSource,
  type RegistryCase,
  type SignedBundle,
} from '@calx/registry';
import type { Options } from './command-spec.ts';
import { readText } from './input.ts';
import { isFile, withRegistry } from './registry.ts';

/** Counts that stand beside the literature for one case, and where they come from. */
export interface LocalCounts {
  readonly sources: readonly {
    readonly name: string;
    readonly kind: 'cases' | 'bundle' | 'store';
    /** Proven cases that were counted; null where only counts are known. */
    readonly cases: number | null;
  }[];
  /** Cases that are the one being read, or that the literature counts already. */
  readonly leftOut: readonly string[];
  readonly counts: readonly LocalCount[];
}

/** Where the cases of files stand among the sources that are added up; no hospital's id is empty. */
const FILES = '';
export const STORE = 'store';

interface Gathered {
  readonly cases: Map<string, RegistryCase>;
  readonly cohorts: string[];
  readonly bundles: SignedBundle[];
  readonly sources: LocalCounts['sources'][number][];
  readonly leftOut: Set<string>;
  readonly counted: CountSource[];
}

/**
 * The local counts that `--local` and `--local-store` name: cohorts of the store by name or hash, files of cases,
 * frozen cohorts and shared bundles. The case being read is in none of them, and no case counts twice: one that two
 * files have counts once, a bundle made of a cohort that is named too does not count beside it.
 */
export async function localCountsFor(facts: CaseFacts, options: Options): Promise<LocalCounts | undefined> {
  const named = typeof options['local'] === 'string' ? options['local'].split(',') : [];
  const wholeStore = options['localStore'] === true;
  if (named.length === 0 && !wholeStore) return undefined;
  const gathered: Gathered = {
    cases: new Map(),
    cohorts: [],
    bundles: [],
    sources: [],
    leftOut: new Set(),
    counted: [],
  };
  const stored: (string | undefined)[] = wholeStore ? [undefined] : [];
  for (const name of named.map((one) => one.trim())) {
    if (isFile(name)) await gatherFile(name, facts, gathered);
    else stored.push(name);
  }
  if (stored.length > 0) await gatherStored(stored, facts, options, gathered);
  const { sources, leftOut } = gathered;
  return { sources, leftOut: [...leftOut].sort(), counts: addCounts(countSources(gathered)) };
}

async function gatherFile(path: string, facts: CaseFacts, gathered: Gathered): Promise<void> {
  const release = loadRelease();
  const text = await readText(path);
  const bundle = bundleOf(text);
  if (bundle) {
    const signed = verifyBundle(bundle);
    gathered.bundles.push(signed);
    gathered.sources.push({ name: signed.bundle.source.id, kind: 'bundle', cases: null });
    return;
  }
  const cohort = readCohort(text, basename(path, extname(path)));
  gathered.cohorts.push(cohort.name);
  const { cases, leftOut } = withoutCase(cohort.cases, facts, release);
  for (const id of leftOut) gathered.leftOut.add(id);
  let counted = 0;
  for (const entry of cases) {
    if (!entry.diagnosis || !entry.provenBy || gathered.cases.has(entry.id)) continue;
    if (isPublished(entry, release)) gathered.leftOut.add(entry.id);
    else {
      gathered.cases.set(entry.id, entry);
      counted += 1;
    }
  }
  gathered.sources.push({ name: cohort.name, kind: 'cases', cases: counted });
}

/** Cohorts of one store may share cases, so of what it is asked for the largest counts; so do files beside it. */
async function gatherStored(
  cohorts: readonly (string | undefined)[],
  facts: CaseFacts,
  options: Options,
  gathered: Gathered,
): Promise<void> {
  await withRegistry(options, async (registry) => {
    const own = (await registry.source())?.id ?? STORE;
    for (const cohort of cohorts) {
      const { local, shared, counts, leftOut } = await registry.countsBeside(facts, cohort);
      for (const id of leftOut) gathered.leftOut.add(id);
      gathered.sources.push({ name: cohort ?? own, kind: 'store', cases: local.cases });
      for (const name of shared.sources) gathered.sources.push({ name, kind: 'bundle', cases: null });
      gathered.counted.push({
        id: own,
        signer: cohort ?? '',
        overlaps: [FILES, ...shared.sources],
        figures: counts,
      });
    }
  });
}

function countSources({ cases, cohorts, bundles, counted }: Gathered): CountSource[] {
  const overlaps = bundles.flatMap(({ bundle }) =>
    cohorts.includes(bundle.provenance.cohort) ? [bundle.source.id] : [],
  );
  const files = { id: FILES, overlaps, figures: localCountsOf([...cases.values()], loadRelease()) };
  return [...(cases.size > 0 ? [files] : []), ...sourcesOf(bundles), ...counted];
}

/** The text as a signed bundle, should it be meant as one. */
function bundleOf(text: string): unknown {
  try {
    const document = JSON.parse(text) as unknown;
    const isBundle =
      typeof document === 'object' && document !== null && 'bundle' in document && 'signature' in document;
    return isBundle ? document : undefined;
  } catch {
    return undefined;
  }
}
