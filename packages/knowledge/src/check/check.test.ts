import { describe, expect, it } from 'vitest';
import { checkRelease, createTranslator, explainProblem, loadRelease, type Release } from '../index.ts';

const shipped = loadRelease();
const codes = (release: Release) =>
  checkRelease(release)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

/** A copy of the shipped release that a test may spoil. */
function spoiled(change: (copy: Spoilable) => void): Release {
  const copy = structuredClone(shipped) as unknown as Spoilable;
  change(copy);
  return copy as unknown as Release;
}

interface Spoilable {
  sources: Record<string, { citation: string; figures: Record<string, unknown>[] }>;
  diseases: Record<string, { name: Record<string, string> }>;
  text: Record<string, Record<string, Record<string, unknown>>>;
  overlaps: { keep: string; yields: string[]; reason: string }[];
  cases: Record<string, unknown>[];
  presentations: Record<string, unknown>[];
  variables: { id: string; values: { label: Record<string, string> }[] }[];
  engine: Record<string, unknown>;
  profiles: Record<
    string,
    { profile: { values?: Record<string, number>; sources: string[]; grade: string }[] }
  >;
}

const figures = (release: Spoilable) => release.sources['li2015']!.figures;

describe('checkRelease', () => {
  it('finds no error in the shipped data', () => {
    const translate = createTranslator('en');
    const errors = checkRelease().filter(({ severity }) => severity === 'error');
    expect(errors.map((problem) => `${problem.where}: ${explainProblem(translate, problem)}`)).toEqual([]);
  });

  it('lists what nobody counted without failing', () => {
    const gaps = checkRelease().filter(({ code }) => code === 'nobody_counted');
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.every(({ severity }) => severity === 'gap')).toBe(true);
  });

  it.each<[string, (release: Spoilable) => void]>([
    ['k_over_n', (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', value: 'yes', k: 5, n: 4 })],
    [
      'count_without_n',
      (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', value: 'yes', k: 5 }),
    ],
    [
      'count_not_whole',
      (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', value: 'yes', k: 1.5, n: 4 }),
    ],
    [
      'unknown_diagnosis',
      (r) => figures(r).push({ diagnosis: 'measles', variable: 'trauma', quantifier: 'rare' }),
    ],
    [
      'unknown_variable',
      (r) => figures(r).push({ diagnosis: 'gist', variable: 'colour', quantifier: 'rare' }),
    ],
    [
      'unknown_value',
      (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', value: 'maybe', k: 1, n: 2 }),
    ],
    ['shape', (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', quantifer: 'rare' })],
    ['shape', (r) => delete r.diseases['gist']!.name['zh']],
    ['figure_says_nothing', (r) => figures(r).push({ diagnosis: 'gist', variable: 'trauma', value: 'yes' })],
    [
      'shares_over_one',
      (r) =>
        figures(r).push({
          diagnosis: 'tumoral_calcinosis',
          variable: 'sex',
          value: 'M',
          k: 15,
          n: 15,
          population: figures(r)[1]!['population'],
        }),
    ],
    ['uncited', (r) => (r.sources['li2015']!.citation = ' ')],
    ['uncited', (r) => (r.engine['new'] = { threshold: 3 })],
    ['uncited', (r) => Object.assign(r.profiles['gist']!.profile[0]!, { grade: 'counted', sources: [] })],
    ['source_unused', (r) => (r.sources['li2015']!.figures = [])],
    ['unknown_source', (r) => r.overlaps.push({ keep: 'nobody2000', yields: [], reason: 'none' })],
    [
      'shares_not_one',
      (r) =>
        (r.profiles['gist']!.profile.find(({ values }) => values && 'well_defined' in values)!.values = {
          well_defined: 0.4,
        }),
    ],
    ['translation_missing', (r) => (r.diseases['gist']!.name['zh'] = '')],
    [
      'translation_missing',
      (r) => delete (r.text['zh']!['knowledge']!['problems'] as Record<string, string>)['uncited'],
    ],
    [
      'parameters_differ',
      (r) => ((r.text['zh']!['knowledge']!['problems'] as Record<string, string>)['uncited'] = '{{nothing}}'),
    ],
    [
      'term_twice',
      (r) => {
        const [first, second] = r.variables.find(({ id }) => id === 'margin')!.values;
        second!.label['en'] = first!.label['en']!;
      },
    ],
    ['case_twice', (r) => r.cases.push(r.cases[0]!)],
    ['unknown_value', (r) => r.cases.push({ id: 'new', diagnosis: 'gist', findings: { margin: 'fuzzy' } })],
    ['case_twice', (r) => r.presentations.push(r.presentations[0]!)],
  ])('finds %s', (code, spoil) => {
    expect(codes(spoiled(spoil))).toContain(code);
  });

  it('has a sentence in both languages for every code it used here', () => {
    const problems = checkRelease(
      spoiled((r) => figures(r).push({ diagnosis: 'x', variable: 'y', k: 3, n: 2 })),
    );
    for (const lang of ['en', 'zh'] as const) {
      const translate = createTranslator(lang);
      for (const problem of problems) expect(explainProblem(translate, problem)).not.toContain(problem.code);
    }
  });
});
