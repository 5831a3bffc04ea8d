import type { Analyte, Laboratory, Unit } from './laboratory-types.ts';

/** The unit of that UCUM code or spelling; undefined when nobody listed it. */
export function findUnit(laboratory: Laboratory, spelling: string): Unit | undefined {
  const exact = laboratory.units.find(({ code }) => code === spelling);
  if (exact) return exact;
  const wanted = plain(spelling);
  return laboratory.units.find(
    ({ code, spellings = [] }) =>
      plain(code) === wanted || spellings.some((other) => plain(other) === wanted),
  );
}

/** Case, spaces and the three ways to write micro do not matter. */
function plain(spelling: string): string {
  return spelling.replace(/\s+/g, '').replace(/[µμ]/g, 'u').toLowerCase();
}

/**
 * A value of an analyte in another unit: by factor within one quantity, by molar mass between mass and amount of
 * substance, by charge for equivalents. Undefined where no conversion exists (for instance relative units).
 */
export function convert(analyte: Analyte, value: number, from: Unit, to: Unit): number | undefined {
  if (from.code === to.code) return value;
  if (from.quantity === to.quantity) {
    return from.quantity === 'relative' ? undefined : tidy((value * from.factor) / to.factor);
  }
  const moles = toMoles(analyte, value * from.factor, from);
  const result = moles === undefined ? undefined : fromMoles(analyte, moles, to);
  return result === undefined ? undefined : tidy(result / to.factor);
}

function toMoles(analyte: Analyte, base: number, unit: Unit): number | undefined {
  if (unit.quantity === 'substance') return base;
  if (unit.quantity === 'mass' && analyte.molarMass) return base / analyte.molarMass.value;
  if (unit.quantity === 'charge' && analyte.charge) return base / analyte.charge;
  return undefined;
}

function fromMoles(analyte: Analyte, moles: number, unit: Unit): number | undefined {
  if (unit.quantity === 'substance') return moles;
  if (unit.quantity === 'mass' && analyte.molarMass) return moles * analyte.molarMass.value;
  if (unit.quantity === 'charge' && analyte.charge) return moles * analyte.charge;
  return undefined;
}

/** Twelve significant digits: enough for any laboratory, and free of the last bits of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
