import type { LocalCount } from '@calx/diagnosis';
import { canonicalJson } from '../canonical.ts';
import type { EvidenceBundle } from './bundle.ts';
import type { SignedBundle } from './sign.ts';

/** Verified bundles by who signed them and which source they are: one version each, in the order of their keys. */
export type EvidencePool = readonly SignedBundle[];

const keyOf = ({ bundle, signature }: SignedBundle) => `${bundle.source.id} ${signature.publicKey}`;

/**
 * Both pools together: of each source the later version. The same in any order, grouping and number of times,
 * because it is a maximum (of two contents under one version, the one whose text sorts last).
 */
export function mergePools(first: EvidencePool, second: EvidencePool): EvidencePool {
  const latest = new Map<string, SignedBundle>();
  for (const one of [...first, ...second]) {
    const held = latest.get(keyOf(one));
    if (!held || isLater(one, held)) latest.set(keyOf(one), one);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function isLater(one: SignedBundle, held: SignedBundle): boolean {
  if (one.bundle.version !== held.bundle.version) return one.bundle.version > held.bundle.version;
  return canonicalJson(one) > canonicalJson(held);
}

/** What merging would change: shown to the person before it is done. */
export interface MergePreview {
  readonly added: readonly EvidenceBundle['source'][];
  readonly updated: readonly {
    readonly source: EvidenceBundle['source'];
    readonly from: number;
    readonly to: number;
  }[];
  readonly figures: { readonly before: number; readonly after: number };
}

export function previewMerge(pool: EvidencePool, incoming: EvidencePool): MergePreview {
  const merged = mergePools(pool, incoming);
  const held = new Map(pool.map((one) => [keyOf(one), one]));
  return {
    added: merged.filter((one) => !held.has(keyOf(one))).map(({ bundle }) => bundle.source),
    updated: merged.flatMap((one) => {
      const before = held.get(keyOf(one));
      return before && before.bundle.version !== one.bundle.version
        ? [{ source: one.bundle.source, from: before.bundle.version, to: one.bundle.version }]
        : [];
    }),
    figures: { before: poolCounts(pool).length, after: poolCounts(merged).length },
  };
}

/**
 * The counts of a pool for the engine (`localCounts`), sources added up. Of sources that declare an overlap
 * (directly or through others) only the one with most patients for a variable of a diagnosis counts.
 */
export function poolCounts(pool: EvidencePool): LocalCount[] {
  const groups = overlapGroups(pool);
  const totals = new Map<string, LocalCount>();
  for (const group of groups) {
    for (const counted of largestOf(group)) {
      const key = JSON.stringify([counted.diagnosis, counted.variable, counted.value]);
      const sum = totals.get(key);
      totals.set(key, sum ? { ...counted, k: sum.k + counted.k, n: sum.n + counted.n } : counted);
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

/** For each variable of each diagnosis, the figures of the source with most patients; the first key of equals. */
function largestOf(group: readonly SignedBundle[]): LocalCount[] {
  const best = new Map<string, { n: number; figures: LocalCount[] }>();
  for (const { bundle } of group) {
    const own = new Map<string, LocalCount[]>();
    for (const one of bundle.figures) {
      const key = JSON.stringify([one.diagnosis, one.variable]);
      own.set(key, [...(own.get(key) ?? []), one]);
    }
    for (const [key, figures] of own) {
      const n = Math.max(...figures.map((one) => one.n));
      if (n > (best.get(key)?.n ?? 0)) best.set(key, { n, figures });
    }
  }
  return [...best.values()].flatMap(({ figures }) => figures);
}

/** Connected groups of sources, in the order of the pool. */
function overlapGroups(pool: EvidencePool): SignedBundle[][] {
  const groups: SignedBundle[][] = [];
  for (const one of mergePools(pool, [])) {
    const touching = groups.filter((group) => group.some((other) => overlap(one, other)));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push([...touching.flat(), one].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
  }
  return groups;
}

/** Two signers of one source id are taken for the same patients. */
function overlap({ bundle: a }: SignedBundle, { bundle: b }: SignedBundle): boolean {
  return a.source.id === b.source.id || a.overlaps.includes(b.source.id) || b.overlaps.includes(a.source.id);
}
