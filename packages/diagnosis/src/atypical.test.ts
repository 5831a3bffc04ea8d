import { readFileSync } from 'node:fs';
import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { readPresentations } from './written-presentations.fixture.ts';

const release = loadRelease();
const text = readFileSync(new URL('./atypical-presentations.txt', import.meta.url), 'utf8');
const presentations = readPresentations(text);

describe('presentations that are not typical', () => {
  it('are all read, for every diagnosis of both packs', () => {
    expect(presentations).toHaveLength(text.split('\n').filter((line) => line.startsWith('near ')).length);
    for (const pack of Object.values(release.packs)) {
      const written = presentations.filter((entry) => entry.pack === pack.id);
      expect(new Set(written.map(({ diagnosis }) => diagnosis))).toEqual(new Set(pack.diagnoses));
    }
  });

  it.each([
    { pack: 'periarticular', first: 0.78, three: 0.92, raised: 1 },
    { pack: 'retroperitoneal', first: 0.55, three: 0.82, raised: 0.88 },
  ])('are ranked about as well as measured: $pack', ({ pack, first, three, raised }) => {
    const cases = presentations
      .filter((entry) => entry.pack === pack)
      .map(({ line, diagnosis, facts }) => ({ ...facts, id: line, diagnosis }));
    const scores = evaluate(cases, release, { pack });
    expect(scores.top1).toBeGreaterThanOrEqual(first);
    expect(scores.top3).toBeGreaterThanOrEqual(three);
    expect(scores.alarm.sensitivity).toBeGreaterThanOrEqual(raised);
  });
});

describe('a value that the pack has no word about', () => {
  it.each([
    ['growth', 'progressive'],
    ['bone', 'sclerosis'],
    ['pattern', 'coarse'],
  ])('moves nothing: %s %s', (variable, value) => {
    const findings = { mineralised: 'yes', site: 'shoulder' };
    const without = evaluate([{ id: 'a', diagnosis: 'tumoral_calcinosis', findings }], release);
    const withIt = evaluate(
      [{ id: 'a', diagnosis: 'tumoral_calcinosis', findings: { ...findings, [variable]: value } }],
      release,
    );
    expect(withIt.perCase[0]?.probability).toBe(without.perCase[0]?.probability);
  });
});
