import { loadRelease } from '@calx/knowledge';
import { expect, it } from 'vitest';
import { isPublished, isSameCase, localEvidence, withoutCase, type RegistryCase } from '../index.ts';

const release = loadRelease();
const entry: RegistryCase = {
  id: 'a',
  facts: {
    age: 40,
    sex: 'F',
    findings: { site: 'knee', margin: 'well_defined', giant_cells: 'yes' },
    labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L' }],
    url: 'https://example.org/1',
  },
  diagnosis: 'tumoral_calcinosis',
  provenBy: 'pathology',
};
const read = {
  age: 40,
  sex: 'F' as const,
  findings: { margin: 'well_defined', site: 'knee' },
  labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L' }],
};

it('knows the case that is read by what it states before tissue, its identifier or its address', () => {
  expect(isSameCase(entry, read, release)).toBe(true);
  expect(isSameCase(entry, { ...read, age: 41 }, release)).toBe(false);
  expect(isSameCase(entry, { ...read, findings: { site: 'knee' } }, release)).toBe(false);
  expect(isSameCase(entry, { id: 'a', findings: {} }, release)).toBe(true);
  expect(isSameCase(entry, { url: 'https://example.org/1', findings: {} }, release)).toBe(true);
  expect(isSameCase(entry, { url: null, findings: {} }, release)).toBe(false);
  const others = [entry, { ...entry, id: 'b', facts: { ...entry.facts, url: null, sex: 'M' as const } }];
  expect(withoutCase(others, read, release)).toMatchObject({ cases: [{ id: 'b' }], leftOut: ['a'] });
});

it('counts a published case that was taken in as literature alone', () => {
  const taken = release.cases
    .filter(({ diagnosis }) => diagnosis === 'tumoral_calcinosis')
    .map((facts, index): RegistryCase => {
      const { age, sex, findings, labs = [] } = facts;
      return {
        id: `import ${index}`,
        facts: { age: age ?? null, sex: sex ?? null, findings, labs },
        diagnosis: 'tumoral_calcinosis',
        provenBy: 'pathology',
      };
    });
  expect(taken.length).toBeGreaterThan(0);
  expect(taken.every((one) => isPublished(one, release))).toBe(true);
  expect(isPublished(entry, release)).toBe(false);
  expect(localEvidence([...taken, entry], [], undefined, release, false).local.cases).toBe(1);
});
