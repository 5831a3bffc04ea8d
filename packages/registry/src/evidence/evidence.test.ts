import { ed25519 } from '@noble/curves/ed25519.js';
import { loadRelease } from '@calx/knowledge';
import { diagnose } from '@calx/diagnosis';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  cells,
  chainStep,
  exportEvidence,
  freezeCohort,
  localEvidence,
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
    const shown = protectCounts(partition([20, 8, 2]), limit);
    expect(shown.map(({ value }) => value)).toEqual(['v0']);
    expect(protectCounts(partition([12, 1, 1]), limit)).toEqual([]);
  });

  it('stay hidden for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 6 }), (counts) => {
        const shown = protectCounts(partition(counts), limit);
        for (const count of cells(shown).values()) expect(isSafe(count)).toBe(true);
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
          const versions = [protectCounts(partition(counts), limit)];
          for (const { value, add } of steps) {
            const at = value % counts.length;
            counts[at] = Math.max(0, (counts[at] ?? 0) + (add ? 1 : -1));
            const next = nextCounts(versions, partition(counts), limit);
            const after = cells(next);
            for (const version of versions.filter((one) => one.length > 0)) {
              const before = cells(version);
              for (const [cell, count] of after) {
                expect(isSafe(count)).toBe(true);
                expect(isSafe(Math.abs(count - (before.get(cell) ?? 0)))).toBe(true);
              }
              // One patient more can't make a figure vanish either.
              expect([...after.keys()]).toEqual([...before.keys()]);
            }
            versions.push(next);
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
    const next = exportEvidence(frozen(more), release, { source, earlier: [bundle] });
    expect(next.version).toBe(2);
    expect(next.figures).toEqual(bundle.figures);
    const many = patients([...times('hip_buttock', 30), ...times('knee', 20)]);
    const later = exportEvidence(frozen(many), release, { source, earlier: [bundle, next] });
    expect(later.figures).toContainEqual(expect.objectContaining({ value: 'knee', k: 20, n: 50 }));
    const lower = { source, earlier: [bundle, next], smallestCell: 2 };
    expect(() => exportEvidence(frozen(many), release, lower)).toThrow(/at least 5/);
  });

  it('withstands whoever keeps every version, while cases come, go and are corrected one by one', () => {
    const patient = fc.record({
      at: fc.nat(40),
      diagnosis: fc.constantFrom('tumoral_calcinosis', 'gout'),
      site: fc.constantFrom('knee', 'hip_buttock', 'shoulder'),
      pain: fc.constantFrom('none', 'mild', undefined),
      gone: fc.boolean(),
    });
    const crowd = { minLength: 25, maxLength: 60 };
    fc.assert(
      fc.property(
        fc.array(patient, crowd),
        fc.array(fc.array(patient, { maxLength: 8 }), { maxLength: 8 }),
        (start, batches) => {
          const held = new Map<number, RegistryCase>();
          const apply = (changes: typeof start, place: (index: number, at: number) => number) =>
            changes.forEach(({ at, diagnosis, site, pain, gone }, index) => {
              const key = place(index, at);
              if (gone && held.has(key)) held.delete(key);
              else {
                const findings = { site, ...(pain && { pain }) };
                held.set(key, { id: `p${key}`, facts: { findings }, diagnosis, provenBy: 'pathology' });
              }
            });
          apply(start, (index) => index);
          const versions: EvidenceBundle[] = [];
          for (const batch of [[], ...batches]) {
            apply(batch, (_, at) => at);
            versions.push(exportEvidence(frozen([...held.values()]), release, { source, earlier: versions }));
          }
          const seen = versions.map(givenAway);
          for (const [index, later] of seen.entries()) {
            for (const count of later.values()) expect(isSafe(count)).toBe(true);
            for (const earlier of seen.slice(0, index)) {
              for (const [cell, count] of later) {
                const before = earlier.get(cell);
                if (before !== undefined) expect(isSafe(Math.abs(count - before))).toBe(true);
              }
            }
          }
        },
      ),
      { numRuns: 60, seed: 2026 },
    );
  });

  it('is refused when a version in between is missing or was changed', () => {
    const next = exportEvidence(frozen(cases), release, { source, earlier: [bundle] });
    expect(chainStep(undefined, next)).toBe('first');
    expect(chainStep(bundle, next)).toBe('next');
    expect(chainStep(next, next)).toBe('same');
    expect(chainStep(next, bundle)).toBe('older');
    expect(chainStep(bundle, { ...next, version: 3 })).toBe('gap');
    expect(chainStep(bundle, { ...next, previous: '0'.repeat(64) })).toBe('forked');
    expect(() => exportEvidence(frozen(cases), release, { source, earlier: [next] })).toThrow(/Version 1/);
    const changed = { ...bundle, figures: bundle.figures.slice(1) };
    expect(() => exportEvidence(frozen(cases), release, { source, earlier: [changed, next] })).toThrow(
      /Version 2/,
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

/** Every number of patients that a bundle gives away: counts, their complements, and what no shown value explains. */
function givenAway({ figures }: EvidenceBundle): Map<string, number> {
  const all = new Map<string, number>();
  const questions = new Map<string, ValueCount[]>();
  for (const { diagnosis, variable, ...count } of figures) {
    const key = `${diagnosis} ${variable}`;
    questions.set(key, [...(questions.get(key) ?? []), count]);
  }
  for (const [question, counts] of questions) {
    for (const [cell, count] of cells(counts)) all.set(`${question} ${cell}`, count);
  }
  return all;
}

describe('the loop', () => {
  const cases = patients(times('knee', 12));

  it('feeds the engine beside the literature, under a name of its own', () => {
    const { counts, local } = localEvidence(cases, [], undefined, release, false);
    expect(local.cases).toBe(12);
    expect(counts).toContainEqual(expect.objectContaining({ variable: 'site', value: 'knee', k: 12, n: 12 }));
    const leader = (localCounts: typeof counts) =>
      diagnose({ findings: { site: 'knee' } }, release, { localCounts }).differential.find(
        ({ diagnosis }) => diagnosis === 'tumoral_calcinosis',
      );
    const [before, after] = [leader([]), leader(counts)];
    expect(after?.probability).toBeGreaterThan(before?.probability ?? 1);
    const sources = (of: typeof after) =>
      of?.weights.flatMap((weight) => weight.sources.map(({ id }) => id)) ?? [];
    expect(sources(before)).not.toContain('local_counts');
    expect(sources(after)).toContain('local_counts');
  });

  it('counts no patient twice: neither what came back from outside nor a declared overlap', () => {
    const many = patients(times('knee', 20));
    const shared = (id: string, overlaps: string[]) => {
      const own = { id, name: id, population: 'synthetic' };
      return signBundle(exportEvidence(frozen(many), release, { source: own, overlaps }), key(1));
    };
    const site = (pool: SignedBundle[], reading = false) =>
      localEvidence(cases, pool, { id: 'a', overlaps: [] }, release, reading).counts.find(
        ({ variable, value }) => variable === 'site' && value === 'knee',
      );
    expect(site([shared('a', [])])).toMatchObject({ k: 12, n: 12 });
    expect(site([shared('b', [])])).toMatchObject({ k: 32, n: 32 });
    expect(site([shared('b', ['a'])])).toMatchObject({ k: 20, n: 20 });
    // While a case is read, whoever may hold the same patient stays silent.
    expect(site([shared('b', ['a'])], true)).toMatchObject({ k: 12, n: 12 });
  });
});
