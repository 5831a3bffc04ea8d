import { readFileSync } from 'node:fs';
import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';
import { PRESENTING, readPresentations } from './written-presentations.fixture.ts';

const release = loadRelease();

const text = readFileSync(new URL('./textbook-presentations.txt', import.meta.url), 'utf8');
const presentations = readPresentations(text);

describe('what textbooks describe', () => {
  it.each(presentations.map((entry) => [entry.line, entry] as const))('%s', (_, presentation) => {
    const { expected, pack, diagnosis, facts } = presentation;
    const { differential, alarms } = diagnose(facts, release, { pack });
    const order = differential.map((entry) => entry.diagnosis);
    const raised = alarms.some(({ code }) => code === 'malignancy_not_excluded');
    if (expected === 'near') expect(order.slice(0, 3)).toContain(diagnosis);
    else expect(order[0]).toBe(diagnosis);
    if (expected === 'quiet') expect(raised).toBe(false);
    if (release.diseases[diagnosis]?.danger === 'malignant') expect(raised).toBe(true);
  });

  it.each(Object.keys(PRESENTING))('is written down for every diagnosis of the pack: %s', (pack) => {
    const written = presentations.filter((entry) => entry.pack === pack).map(({ diagnosis }) => diagnosis);
    expect(new Set(written)).toEqual(new Set(release.packs[pack]?.diagnoses));
  });

  it('has its lines all read', () => {
    expect(text.split('\n').filter((line) => /^(quiet|leads|near) /.test(line))).toHaveLength(
      presentations.length,
    );
  });
});
