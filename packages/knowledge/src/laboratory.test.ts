import { describe, expect, it } from 'vitest';
import { convert, deriveLaboratory, findAnalyte, findUnit, loadRelease, withLaboratory } from './index.ts';

const release = loadRelease();
const { laboratory } = release;

function inUnit(name: string, value: number, from: string, to: string): number | undefined {
  const analyte = findAnalyte(laboratory, name);
  const [source, target] = [findUnit(laboratory, from), findUnit(laboratory, to)];
  if (!analyte || !source || !target) throw new Error(`missing: ${name} ${from} ${to}`);
  return convert(analyte, value, source, target);
}

describe('convert', () => {
  // Factors of the journals' tables of conventional and SI units (AMA Manual of Style; Clinical Chemistry).
  it.each([
    ['phosphate', 'mg/dL', 'mmol/L', 0.3229],
    ['calcium', 'mg/dL', 'mmol/L', 0.2495],
    ['calcium', 'meq/L', 'mmol/L', 0.5],
    ['creatinine', 'mg/dL', 'umol/L', 88.4],
    ['uric acid', 'mg/dL', 'µmol/L', 59.48],
    ['calcitriol', 'pg/mL', 'pmol/L', 2.4],
    ['25(OH)D', 'ng/mL', 'nmol/L', 2.496],
    ['PTH', 'pg/mL', 'pmol/L', 0.1061],
    ['CRP', 'mg/dL', 'mg/L', 10],
    ['ALP', 'ukat/L', 'U/L', 60],
  ])('%s from %s to %s is %d', (name, from, to, factor) => {
    expect(inUnit(name, 1, from, to)! / factor).toBeCloseTo(1, 2);
    expect(inUnit(name, inUnit(name, 7, from, to)!, to, from)).toBeCloseTo(7, 9);
  });

  it('refuses what has no conversion', () => {
    expect(inUnit('FGF23', 100, 'RU/mL', 'pg/mL')).toBeUndefined();
    expect(inUnit('CRP', 5, 'mg/L', 'mmol/L')).toBeUndefined();
  });
});

describe('molar masses', () => {
  const weights: Record<string, number> = {
    H: 1.008,
    C: 12.011,
    N: 14.007,
    O: 15.999,
    P: 30.974,
    Ca: 40.078,
  };
  it.each(Object.values(laboratory.analytes).filter(({ molarMass }) => molarMass?.formula))(
    'of $id is the sum over its formula',
    ({ molarMass }) => {
      const parts = [...(molarMass?.formula ?? '').matchAll(/([A-Z][a-z]?)(\d*)/g)];
      const sum = parts.reduce((total, [, atom, count]) => total + weights[atom!]! * Number(count || 1), 0);
      expect(molarMass?.value).toBeCloseTo(sum, 1);
    },
  );
});

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
