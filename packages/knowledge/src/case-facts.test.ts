import { describe, expect, it } from 'vitest';
import { createTranslator, loadRelease, normaliseFindings, parseCaseFacts } from './index.ts';

const release = loadRelease();

describe('parseCaseFacts', () => {
  it('reads every coded published case without an issue', () => {
    const issues = release.cases.flatMap((one) =>
      parseCaseFacts(one).issues.map((i) => [one.id, i.where, i.params]),
    );
    expect(issues).toEqual([]);
    expect(release.cases).toHaveLength(164);
  });

  it('reads the bare facts of the contract', () => {
    const { facts, issues } = parseCaseFacts({
      age: 56,
      sex: 'F',
      findings: { site: 'hip_buttock' },
      labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L' }],
    });
    expect(facts.findings).toEqual({ site: 'hip_buttock' });
    expect(issues).toEqual([]);
  });

  it('keeps what the vocabulary does not know and says so', () => {
    const { facts, issues } = parseCaseFacts({ findings: { colour: 'blue', site: 'moon', pain: ['none'] } });
    expect(facts.findings).toEqual({ colour: 'blue', site: 'moon', pain: ['none'] });
    expect(issues.map(({ code, where }) => [code, where])).toEqual([
      ['unknown_variable', 'findings.colour'],
      ['unknown_value', 'findings.site'],
    ]);
  });

  it.each([
    [[], 'JSON object'],
    [null, 'JSON object'],
    [{ age: 'old' }, 'at age'],
    [{ age: 400 }, 'at age'],
    [{ findings: { site: { here: true } } }, 'at findings.site'],
    [{ labs: [{ value: 3 }] }, 'at labs.0.name'],
    [{ note: 'x'.repeat(30_000) }, 'at note'],
  ])('refuses what is no case: %#', (json, where) => {
    expect(() => parseCaseFacts(json)).toThrow(where);
  });
});

it('refuses what is nested without end and keeps an unknown field', () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(() => parseCaseFacts({ findings: {}, extra: deep })).toThrow('nested deeper than 12');
  expect(() => parseCaseFacts({ findings: {}, extra: Array(30_000).fill(0) })).toThrow('more than 20000');
  expect(parseCaseFacts({ findings: {}, extra: [1] }).facts).toMatchObject({ extra: [1] });
});

describe('normaliseFindings', () => {
  const normal = (findings: Parameters<typeof normaliseFindings>[0]['findings']) =>
    normaliseFindings({ findings });

  it('understands scalar negatives', () => {
    const { trauma, bone, pattern } = normal({ trauma: 'absent', bone: 'no', pattern: 'none' });
    expect(trauma).toMatchObject({ present: ['no'], absent: ['yes'] });
    expect(bone?.present).toEqual(['none']);
    expect(bone?.absent).toContain('destruction');
    expect(pattern?.present).toEqual([]);
    expect(pattern?.absent).toContain('rings_arcs');
  });

  it('maps finer values to the coding and keeps them', () => {
    expect(normal({ bone: ['scalloping', 'sclerosis'] })['bone']).toMatchObject({
      present: ['pressure_remodelling', 'sclerosis'],
      absent: ['none'],
      finer: ['scalloping'],
    });
  });

  it('turns an absent yes into a no, and leaves what was not assessed out', () => {
    const result = normal({
      trauma: { absent: ['yes'] },
      pattern: { possible: ['rings_arcs'] },
      colour: 'blue',
    });
    expect(result['trauma']?.present).toEqual(['no']);
    expect(result['pattern']).toMatchObject({ present: [], possible: ['rings_arcs'] });
    expect(Object.keys(result)).toEqual(['trauma', 'pattern']);
  });
});

describe('createTranslator', () => {
  it('speaks both languages and fills parameters', () => {
    const params = { variable: 'colour' };
    expect(createTranslator('en')('knowledge:issues.unknown_variable', params)).toContain('"colour"');
    expect(createTranslator('zh')('knowledge:issues.unknown_variable', params)).toContain('“colour”');
  });
});
