import { describe, expect, it } from 'vitest';
import { deriveLaboratory, loadRelease, withLaboratory } from './index.ts';

const release = loadRelease();

describe('deriveLaboratory', () => {
  const phosphate = (value: number, unit: string, age?: number) =>
    deriveLaboratory({
      findings: {},
      labs: [{ name: 'phosphate', value, unit }],
      ...(age !== undefined && { age }),
    });

  it('knows that a child is no small adult', () => {
    expect(phosphate(1.6, 'mmol/L', 5).derived['phosphate']?.value).toBe('normal');
    expect(phosphate(1.6, 'mmol/L', 40).derived['phosphate']?.value).toBe('high');
    expect(phosphate(9, 'mg/dL', 28).derived['phosphate']?.value).toBe('high');
  });

  it('without an age judges only what every age agrees on', () => {
    expect(phosphate(1.6, 'mmol/L').derived).toEqual({});
    expect(phosphate(1.6, 'mmol/L').issues[0]?.code).toBe('lab_needs_age_or_sex');
    expect(phosphate(3, 'mmol/L').derived['phosphate']?.value).toBe('high');
  });

  it('never guesses a unit', () => {
    const { derived, issues } = deriveLaboratory({
      age: 40,
      findings: {},
      labs: [
        { name: 'calcium', value: 2.3 },
        { name: 'calcium', value: 2.3, unit: 'mg/dL' },
      ],
    });
    expect(derived).toEqual({});
    expect(issues.map(({ code }) => code)).toEqual(['lab_unit_missing', 'lab_implausible']);
  });

  it('takes the stated finding first, then the flag, then the interval, and reports each conflict', () => {
    const facts = {
      age: 50,
      sex: 'F' as const,
      findings: { phosphate: 'normal' },
      labs: [
        { name: '血磷', value: 2.1, unit: 'mmol/L' },
        { name: 'PTH', value: 15, unit: 'pg/mL', flag: 'L' as const },
        { name: 'ESR', value: 10, unit: 'mm/h' },
        { name: 'CRP', value: 2.1, unit: 'mg/dL' },
      ],
    };
    const { issues } = deriveLaboratory(facts);
    expect(withLaboratory(facts).findings).toEqual({ phosphate: 'normal', pth: 'low', crp_esr: 'high' });
    expect(issues.map(({ code }) => code)).toEqual(['lab_flag_differs', 'lab_conflicts_with_finding']);
  });

  it('agrees with what the pages of the coded cases call high, normal or low', () => {
    const conflicts = release.cases.flatMap((one) =>
      deriveLaboratory(one)
        .issues.filter(({ code }) => code === 'lab_conflicts_with_finding')
        .map((i) => [one.id, i]),
    );
    expect(conflicts).toEqual([]);
  });
});
