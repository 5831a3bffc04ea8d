import { describe, expect, it } from 'vitest';
import { convert, findAnalyte, findUnit, loadRelease } from './index.ts';

const { laboratory } = loadRelease();

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
