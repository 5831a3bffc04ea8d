import { describe, expect, it } from 'vitest';
import { loadRelease } from '@calx/knowledge';
import { matchingValues, searchVariables } from './search.ts';

const { variables } = loadRelease();
const first = (query: string): string | undefined => searchVariables(variables, query)[0]?.id;

describe('finding a term', () => {
  it('finds a value by its beginning, in either language', () => {
    expect(first('cobb')).toBe('pattern');
    expect(first('Phosphate')).toBe('phosphate');
    expect(first('血磷')).toBe('phosphate');
  });

  it('marks the value that was meant', () => {
    const pattern = variables.find(({ id }) => id === 'pattern')!;
    expect(matchingValues(pattern, 'cobb').has('multinodular_cobblestone')).toBe(true);
  });

  it('gives all for nothing typed, and nothing for nonsense', () => {
    expect(searchVariables(variables, '  ')).toHaveLength(variables.length);
    expect(searchVariables(variables, 'qqqq')).toEqual([]);
  });
});
