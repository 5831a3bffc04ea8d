import { loadRelease } from '@calx/knowledge';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { diagnose } from './index.ts';
import { settle } from './mathematics.ts';

/** Every so many of the published cases, and of the arguments whose last digit another engine has otherwise. */
const EVERY_CASE = 8;
const EVERY_ARGUMENT = 8;

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The neighbour of some numbers, chosen by their bits. */
function nudged(value: number): number {
  double[0] = value;
  const pattern = bits[0] ?? 0n;
  if (!Number.isFinite(value) || value === 0 || pattern % BigInt(EVERY_ARGUMENT) !== 0n) return value;
  bits[0] = pattern + 1n;
  return double[0] ?? value;
}

/** The last digit of exp, log and log2 is left to the engine (ECMA-262, 21.3.2). */
function asAnotherEngine(): void {
  for (const name of ['exp', 'log', 'log2'] as const) {
    const own = Math[name];
    vi.spyOn(Math, name).mockImplementation((x) => nudged(own(x)));
  }
}

describe('two engines whose exp and log differ in the last digit', () => {
  afterEach(() => vi.restoreAllMocks());

  it('rank, alarm and show the same', { timeout: 120_000 }, () => {
    const release = loadRelease();
    const cases = release.cases.filter((_, index) => index % EVERY_CASE === 0);
    /** As it is shown: whole per cent, tenths of a deciban, hundredths of a bit. */
    const numbers: number[][] = [];
    const shown = (knowledge: typeof release) => {
      const own: number[] = [];
      numbers.push(own);
      return cases.map(({ findings, age, sex }) => {
        const answer = diagnose({ findings, age: age ?? null, sex: sex ?? null }, knowledge);
        for (const { probability, interval, weights } of answer.differential)
          own.push(probability, ...interval, ...weights.map(({ decibans }) => decibans));
        return {
          ranked: answer.differential.map(({ diagnosis, probability, interval, weights }) => [
            diagnosis,
            ...[probability, ...interval].map((share) => Math.round(100 * share)),
            ...weights.map(({ variable, decibans }) => `${variable} ${decibans.toFixed(1)}`),
          ]),
          none: Math.round(100 * answer.noneOfThese),
          families: answer.families.map(({ family, probability }) => [family, Math.round(100 * probability)]),
          alarms: answer.alarms.map(({ message }) => message),
          next: answer.next.map(({ act, bits: gain }) => `${act} ${gain.toFixed(2)}`),
        };
      });
    };
    const here = shown(release);
    const ages = Array.from({ length: 100 }, (_, age) => Math.log(age + 2));
    asAnotherEngine();
    expect(ages.filter((log, age) => log !== Math.log(age + 2)).length).toBeGreaterThan(1);
    // A copy is compiled anew, by the other engine.
    expect(shown(structuredClone(release))).toEqual(here);
    const [these = [], others = []] = numbers;
    const different = these.filter((number, index) => number !== others[index]);
    expect(different.length / these.length).toBeLessThan(0.01);
  });

  it('agree on what they settle, on both sides of a tie', () => {
    expect(settle(0.125 - Number.EPSILON / 16)).toBe(0.125);
    expect(settle(0.125 + Number.EPSILON / 8)).toBe(0.125);
    expect(settle(1 / 3)).toBeCloseTo(1 / 3, 12);
    for (const odd of [0, Infinity, -Infinity, Number.MAX_VALUE]) expect(settle(odd)).toBe(odd);
    expect(settle(Number.NaN)).toBeNaN();
  });
});
