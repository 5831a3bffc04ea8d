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

/** One count before and after; null where there is none. */
export interface CountChange {
  readonly diagnosis: string;
  readonly variable: string;
  readonly value: string;
  readonly before: { readonly k: number; readonly n: number } | null;
  readonly after: { readonly k: number; readonly n: number } | null;
}

/** What merging would change: shown to the person before it is done. */
export interface MergePreview {
  readonly added: readonly EvidenceBundle['source'][];
  readonly updated: readonly {
    readonly source: EvidenceBundle['source'];
    readonly from: number;
    readonly to: number;
  }[];
  /** How many counts the pool gives. */
  readonly figures: { readonly before: number; readonly after: number };
  readonly changes: readonly CountChange[];
}

export function previewMerge(pool: EvidencePool, incoming: EvidencePool): MergePreview {
  const merged = mergePools(pool, incoming);
  const held = new Map(pool.map((one) => [keyOf(one), one]));
  const [before, after] = [poolCounts(pool), poolCounts(merged)];
  return {
    added: merged.filter((one) => !held.has(keyOf(one))).map(({ bundle }) => bundle.source),
    updated: merged.flatMap((one) => {
      const own = held.get(keyOf(one));
      return own && own.bundle.version !== one.bundle.version
        ? [{ source: one.bundle.source, from: own.bundle.version, to: one.bundle.version }]
        : [];
    }),
    figures: { before: before.length, after: after.length },
    changes: changesOf(before, after),
  };
}

function changesOf(before: readonly LocalCount[], after: readonly LocalCount[]): CountChange[] {
  const changes = new Map<string, CountChange>();
  const note = (counts: readonly LocalCount[], side: 'before' | 'after') => {
    for (const { diagnosis, variable, value, k, n } of counts) {
      const key = JSON.stringify([diagnosis, variable, value]);
      const known = changes.get(key) ?? { diagnosis, variable, value, before: null, after: null };
      changes.set(key, { ...known, [side]: { k, n } });
    }
  };
  note(before, 'before');
  note(after, 'after');
  return [...changes]
    .filter(([, { before: b, after: a }]) => b?.k !== a?.k || b?.n !== a?.n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change);
}

/** Whoever counts: a bundle, or one's own registry. */
export interface CountSource {
  readonly id: string;
  /** Tells two signers of one source id apart. */
  readonly signer?: string;
  /** Ids of sources that may hold some of the same patients. */
  readonly overlaps: readonly string[];
  readonly figures: readonly LocalCount[];
}

/** The counts of a pool for the engine (`localCounts`): see {@link addCounts}. */
export function poolCounts(pool: EvidencePool): LocalCount[] {
  return addCounts(sourcesOf(pool));
}

/** Each bundle of a pool as a source, the latest version of each. */
export function sourcesOf(pool: EvidencePool): CountSource[] {
  return mergePools(pool, []).map(({ bundle, signature }) => ({
    id: bundle.source.id,
    signer: signature.publicKey,
    overlaps: bundle.overlaps,
    figures: bundle.figures,
  }));
}

/**
 * Sources added up. Of sources that declare an overlap (directly or through others) only the one with most patients
 * for a variable of a diagnosis counts.
 */
export function addCounts(sources: readonly CountSource[]): LocalCount[] {
  const totals = new Map<string, LocalCount>();
  for (const group of overlapGroups(sources)) {
    for (const counted of largestOf(group)) {
      const key = JSON.stringify([counted.diagnosis, counted.variable, counted.value]);
      const sum = totals.get(key);
      totals.set(key, sum ? { ...counted, k: sum.k + counted.k, n: sum.n + counted.n } : counted);
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

/** For each variable of each diagnosis, the figures of the source with most patients; the first of equals. */
function largestOf(group: readonly CountSource[]): LocalCount[] {
  const best = new Map<string, { n: number; figures: LocalCount[] }>();
  for (const source of group) {
    const own = new Map<string, LocalCount[]>();
    for (const { diagnosis, variable, value, k, n } of source.figures) {
      const key = JSON.stringify([diagnosis, variable]);
      own.set(key, [...(own.get(key) ?? []), { diagnosis, variable, value, k, n }]);
    }
    for (const [key, figures] of own) {
      const n = Math.max(...figures.map((one) => one.n));
      if (n > (best.get(key)?.n ?? 0)) best.set(key, { n, figures });
    }
  }
  return [...best.values()].flatMap(({ figures }) => figures);
}

const placeOf = ({ id, signer = '' }: CountSource) => `${id} ${signer}`;

/** Connected groups of sources, each in the order of ids and signers. */
function overlapGroups(sources: readonly CountSource[]): CountSource[][] {
  const groups: CountSource[][] = [];
  for (const one of [...sources].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))) {
    const touching = groups.filter((group) => group.some((other) => isOverlap(one, other)));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push([...touching.flat(), one].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
  }
  return groups;
}

/** Whether two sources may hold the same patients; two signers of one id are taken to. */
export function isOverlap(a: Omit<CountSource, 'figures'>, b: Omit<CountSource, 'figures'>): boolean {
  return a.id === b.id || a.overlaps.includes(b.id) || b.overlaps.includes(a.id);
}
