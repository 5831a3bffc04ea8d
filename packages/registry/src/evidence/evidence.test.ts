import { ed25519 } from '@noble/curves/ed25519.js';
import { loadRelease } from '@calx/knowledge';
import { diagnose } from '@calx/diagnosis';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  cells,
  exportEvidence,
  freezeCohort,
  localCountsOf,
  mergePools,
  nextCounts,
  poolCounts,
  previewMerge,
  protectCounts,
  publicKeyOf,
  signBundle,
  verifyBundle,
  type EvidenceBundle,
  type RegistryCase,
  type SignedBundle,
  type ValueCount,
} from '../index.ts';

const release = loadRelease();
const limit = 5;
const key = (seed: number) => new Uint8Array(32).fill(seed);
const source = { id: 'hospital-a', name: 'Hospital A', population: 'synthetic' };
const patients = (sites: readonly string[]): RegistryCase[] =>
  sites.map((site, index) => ({
    id: `p${index}`,
    facts: { findings: { site, pain: index % 2 ? 'none' : 'mild' } },
    diagnosis: 'tumoral_calcinosis',
    provenBy: 'pathology',
  }));
const frozen = (cases: readonly RegistryCase[]) =>
  freezeCohort({ name: 'tc', version: 1, rules: { include: [], exclude: [] } }, cases, release);
const times = (value: string, count: number) => Array.from({ length: count }, () => value);

/** Counts of values that exclude each other. */
const partition = (counts: readonly number[]): ValueCount[] => {
  const n = counts.reduce((sum, k) => sum + k, 0);
  return n === 0 ? [] : counts.map((k, index) => ({ value: `v${index}`, k, n }));
};
const isSafe = (count: number) => count === 0 || count >= limit;

describe('small cells', () => {
  it('are withheld, and so is what would give them away', () => {
    const shown = protectCounts(partition([20, 8, 2]), limit, true);
    expect(shown.map(({ value }) => value)).toEqual(['v0']);
    expect(protectCounts(partition([12, 1, 1]), limit, true)).toEqual([]);
  });

  it('stay hidden for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 6 }), (counts) => {
        const shown = protectCounts(partition(counts), limit, true);
        for (const count of cells(shown, true).values()) expect(isSafe(count)).toBe(true);
      }),
    );
  });

  it('stay hidden against the difference of versions while patients come and go one by one', () => {
    const step = fc.record({ value: fc.nat(3), add: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { minLength: 2, maxLength: 4 }),
        fc.array(step, { maxLength: 60 }),
        (start, steps) => {
          const counts = [...start];
          let published = protectCounts(partition(counts), limit, true);
          for (const { value, add } of steps) {
            const at = value % counts.length;
            counts[at] = Math.max(0, (counts[at] ?? 0) + (add ? 1 : -1));
            const next = nextCounts(published, partition(counts), limit, true);
            const [before, after] = [cells(published, true), cells(next, true)];
            for (const [cell, count] of after) {
              expect(isSafe(count)).toBe(true);
              if (published.length > 0) expect(isSafe(Math.abs(count - (before.get(cell) ?? 0)))).toBe(true);
            }
            // One patient more can't make a figure vanish either.
            if (published.length > 0) expect([...after.keys()]).toEqual([...before.keys()]);
            published = next;
          }
        },
      ),
    );
  });
});

describe('a bundle', () => {
  const cases = patients([...times('hip_buttock', 20), ...times('knee', 10)]);
  const bundle = exportEvidence(frozen(cases), release, { source });

  it('holds counts only, none of a single patient', () => {
    expect(bundle.figures).toContainEqual({
      diagnosis: 'tumoral_calcinosis',
      variable: 'site',
      value: 'hip_buttock',
      k: 20,
      n: 30,
    });
    expect(canonicalJson(bundle)).not.toMatch(/"p\d+"/);
  });

  it('does not show the patient that came between two versions', () => {
    const more = patients([...times('hip_buttock', 20), ...times('knee', 10), 'shoulder']);
    const next = exportEvidence(frozen(more), release, { source, previous: bundle });
    expect(next.version).toBe(2);
    expect(next.figures).toEqual(bundle.figures);
    const many = patients([...times('hip_buttock', 30), ...times('knee', 20)]);
    const later = exportEvidence(frozen(many), release, { source, previous: next });
    expect(later.figures).toContainEqual(expect.objectContaining({ value: 'knee', k: 20, n: 50 }));
    expect(() => exportEvidence(frozen(many), release, { source, previous: next, smallestCell: 2 })).toThrow(
      /at least 5/,
    );
  });

  it('is signed as RFC 8032 says, and any change is noticed', () => {
    // RFC 8032, section 7.1, test 1.
    const secret = Uint8Array.from(
      Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
    );
    expect(publicKeyOf(secret)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(Buffer.from(ed25519.sign(new Uint8Array(), secret)).toString('hex')).toMatch(/^e5564300c360ac72/);
    const signed = signBundle(bundle, key(1));
    expect(verifyBundle(JSON.parse(JSON.stringify(signed)))).toEqual(signed);
    const forged = { ...signed, bundle: { ...bundle, source: { ...source, name: 'B' } } };
    expect(() => verifyBundle(forged)).toThrow(/signature/);
    expect(() => verifyBundle({ bundle })).toThrow(/not an evidence bundle/);
  });
});

describe('merging', () => {
  const bundleOf = (id: string, version: number, k: number, overlaps: string[] = []): EvidenceBundle => ({
    schema: 'calx-evidence/1',
    source: { id, name: id, population: 'synthetic' },
    version,
    previous: null,
    provenance: {
      cohort: 'tc',
      cohortVersion: 1,
      release: { version: release.version, hash: release.hash },
      smallestCell: limit,
    },
    overlaps,
    figures: [{ diagnosis: 'tumoral_calcinosis', variable: 'site', value: 'knee', k, n: 100 + k }],
  });
  const signed: SignedBundle[] = ['a', 'b', 'c'].flatMap((id, index) =>
    [1, 2].map((version) =>
      signBundle(bundleOf(id, version, 10 * version + index, id === 'b' ? ['a'] : []), key(index + 1)),
    ),
  );
  const pool = fc.array(fc.constantFrom(...signed), { maxLength: 6 }).map((list) => mergePools(list, []));

  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(pool, pool, pool, (a, b, c) => {
        expect(mergePools(a, b)).toEqual(mergePools(b, a));
        expect(mergePools(mergePools(a, b), c)).toEqual(mergePools(a, mergePools(b, c)));
        expect(mergePools(a, a)).toEqual(a);
      }),
    );
  });

  it('counts declared overlaps once and shows beforehand what changes', () => {
    // b (k 21 of 121) overlaps a (k 20 of 120): the larger counts; c (22 of 122) is added.
    expect(poolCounts(mergePools(signed, []))).toEqual([
      { diagnosis: 'tumoral_calcinosis', variable: 'site', value: 'knee', k: 43, n: 243 },
    ]);
    const preview = previewMerge(signed.slice(0, 1), signed.slice(1, 3));
    expect(preview.added.map(({ id }) => id)).toEqual(['b']);
    expect(preview.updated).toMatchObject([{ from: 1, to: 2 }]);
  });
});

describe('the loop', () => {
  it('feeds the engine, and a case never counts in its own differential', () => {
    const cases = patients(times('knee', 12));
    const counts = localCountsOf(cases, release, 'p0');
    expect(counts).toContainEqual(expect.objectContaining({ variable: 'site', value: 'knee', k: 11, n: 11 }));
    const facts = { findings: { site: 'knee' } };
    const share = (localCounts = counts) =>
      diagnose(facts, release, { localCounts }).differential.find(
        ({ diagnosis }) => diagnosis === 'tumoral_calcinosis',
      )?.probability ?? 0;
    expect(share()).toBeGreaterThan(share([]));
  });
});
