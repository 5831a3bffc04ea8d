import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRelease, type Figure } from './index.ts';

const shared = process.env['CALX_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const files = ['published-evidence.jsonl', 'published-evidence-2.jsonl'].map((name) =>
  join(shared, 'evidence', name),
);
const present = files.every((file) => existsSync(file));
const { sources } = loadRelease();

describe('the evidence', () => {
  it('holds what the index series states, its mimics included', () => {
    const { figures } = sources['li2015']!;
    const count = (variable: string, value: string) => {
      const found = figures.find(
        (one) => one.variable === variable && one.value === value && one.k !== undefined,
      );
      return [found?.k, found?.n];
    };
    expect(count('site', 'hip_buttock')).toEqual([12, 15]);
    expect(count('chronic_inflammation', 'yes')).toEqual([6, 8]);
    expect(count('t2', 'hypo')).toEqual([3, 3]);
    const mimics = [
      'tophaceous_gout',
      'myositis_ossificans',
      'synovial_chondromatosis',
      'calcific_periarthritis',
    ];
    for (const mimic of mimics) expect(figures.some(({ diagnosis }) => diagnosis === mimic)).toBe(true);
    expect(sources['li2015_hybrid']?.figures).toContainEqual(
      expect.objectContaining({ variable: 'ihc_cd117', value: 'partial' }),
    );
  });

  it('marks every count whose note says that it was computed or solved for', () => {
    const all = Object.values(sources).flatMap(({ figures }) => figures);
    expect(all.filter(({ rounded }) => rounded).length).toBeGreaterThanOrEqual(74);
    expect(all.filter(({ inferred }) => inferred).length).toBeGreaterThanOrEqual(34);
    const unmarked = all.filter(
      ({ k, note = '', rounded }) => k !== undefined && /k (rounded|by rounding|from)/.test(note) && !rounded,
    );
    expect(unmarked).toEqual([]);
  });

  it.skipIf(!present)('keeps every published figure (skipped where ../shared/evidence is absent)', () => {
    const key = (source: string, one: Partial<Record<keyof Figure, unknown>>) =>
      JSON.stringify(
        [source, one.diagnosis, one.k, one.n, one.mean, one.median, one.min, one.max, one.quantifier].map(
          (part) => part ?? null,
        ),
      );
    const kept = new Map<string, number>();
    for (const { id, figures } of Object.values(sources)) {
      for (const figure of figures) kept.set(key(id, figure), (kept.get(key(id, figure)) ?? 0) + 1);
    }
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean));
    const lost = lines.filter((line) => {
      const published = JSON.parse(line) as Figure & { source_id: string };
      const id = key(published.source_id, published);
      const left = kept.get(id) ?? 0;
      kept.set(id, left - 1);
      return left <= 0;
    });
    expect(lines).toHaveLength(2268);
    expect(lost).toEqual([]);
  });
});
