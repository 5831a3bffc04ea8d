import { describe, expect, it } from 'vitest';
import { findVariable, loadRelease, type Variable } from '@calx/knowledge';
import { absentValue, nextState, positiveValue, valueState, withValue } from './values.ts';

const variable = (id: string): Variable => {
  const found = findVariable(loadRelease(), id);
  if (!found) throw new Error(id);
  return found;
};

describe('values of a finding', () => {
  it('keeps one present value where a variable takes one', () => {
    expect(withValue(variable('t2'), 'hypo', 'hyper', 'present')).toBe('hyper');
  });

  it('collects values where several may be present, and lets a negative stand alone', () => {
    const bone = variable('bone');
    expect(withValue(bone, 'sclerosis', 'scalloping', 'present')).toEqual(['sclerosis', 'scalloping']);
    expect(withValue(bone, ['sclerosis', 'scalloping'], 'none', 'present')).toBe('none');
    expect(withValue(bone, 'none', 'sclerosis', 'present')).toBe('sclerosis');
  });

  it('says explicitly what is absent, and nothing when the last statement goes', () => {
    const pattern = variable('pattern');
    const absent = withValue(pattern, undefined, 'phleboliths', 'absent');
    expect(absent).toEqual({ absent: ['phleboliths'] });
    expect(valueState(absent, 'phleboliths')).toBe('absent');
    expect(withValue(pattern, absent, 'phleboliths', 'open')).toBeUndefined();
  });

  it('knows what one key means', () => {
    expect(positiveValue(variable('trauma'))).toBe('yes');
    expect(absentValue(variable('trauma'))).toBe('no');
    expect(positiveValue(variable('t1'))).toBeUndefined();
    expect(absentValue(variable('mibg'))).toBe('negative');
    expect(nextState(variable('trauma'), 'present')).toBe('open');
    expect(nextState(variable('t1'), 'present')).toBe('absent');
  });
});
