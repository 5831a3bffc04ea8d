import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { agreementTable, discrepancies, readReaderStudy, roundsFor, type StudyReading } from './index.ts';

const release = loadRelease();
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `case-${100 + index}`);

/** Readings of two readers from a square table of counts over two values. */
function pairs(table: readonly (readonly number[])[], values: readonly string[]): StudyReading[] {
  const rated = table.flatMap((row, a) =>
    row.flatMap((count, b) =>
      Array.from({ length: count }, () => [values[a] ?? '', values[b] ?? ''] as const),
    ),
  );
  return rated.flatMap((pair, index) =>
    pair.map((value, reader): StudyReading => ({
      caseId: `case-${100 + index}`,
      reader: reader === 0 ? 'A' : 'B',
      findings: { dialysis: value },
      ranked: [],
    })),
  );
}

describe('the agreement of readers', () => {
  it("gives percent and Cohen's kappa of the textbook table 20/5/10/15: 70 %, 0.40", () => {
    const rows = agreementTable(
      pairs(
        [
          [20, 5],
          [10, 15],
        ],
        ['yes', 'no'],
      ),
      release,
    );
    expect(rows.map(({ about }) => about)).toEqual(['dialysis']);
    const [row] = rows;
    expect(row?.percent).toMatchObject({ k: 35, n: 50 });
    expect(row?.kappa?.kappa).toBeCloseTo(0.4, 10);
    expect(row?.kappa?.low).toBeLessThan(0.4);
    expect(row?.alpha?.low).toBeLessThan(row?.alpha?.value ?? 0);
    expect(row?.alpha?.high).toBeGreaterThan(row?.alpha?.value ?? 1);
    expect(row?.weightedKappa).toBeNull();
    expect(
      agreementTable(
        pairs(
          [
            [20, 5],
            [10, 15],
          ],
          ['yes', 'no'],
        ),
        release,
      ),
    ).toEqual(rows);
  });

  it('gives the intraclass correlation of Shrout and Fleiss (1979): ICC(2,1) = 0.29 for four judges', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const readings = ratings.flatMap((row, index) =>
      row.map((suspicion, reader) => ({
        caseId: ids(6)[index] ?? '',
        reader: `R${reader}`,
        findings: {},
        ranked: [],
        suspicion,
      })),
    );
    const [row] = agreementTable(readings, release);
    expect(row?.about).toBe('suspicion');
    expect(row?.icc?.value).toBeCloseTo(0.29, 2);
    expect(row?.kappa).not.toBeNull();
  });

  it('counts what was not assessed as missing, and what nobody could differ in as no coefficient', () => {
    const all = pairs(
      [
        [3, 0],
        [0, 0],
      ],
      ['yes', 'no'],
    );
    const [row] = agreementTable(all, release);
    expect(row?.percent).toMatchObject({ k: 3, n: 3 });
    expect([row?.kappa, row?.alpha]).toEqual([null, null]);
    const silent = all.map((reading) => (reading.reader === 'A' ? { ...reading, findings: {} } : reading));
    expect(agreementTable(silent, release)).toEqual([]);
  });

  it('lists what was read differently, and the order of rounds in a crossover', () => {
    expect(
      discrepancies(
        pairs(
          [
            [1, 1],
            [0, 1],
          ],
          ['yes', 'no'],
        ),
        release,
      ),
    ).toEqual([
      {
        caseId: 'case-101',
        about: 'dialysis',
        said: [
          { reader: 'A', value: 'yes' },
          { reader: 'B', value: 'no' },
        ],
      },
    ]);
    const study = readReaderStudy({
      cases: ['0ee009dd-b07b-45d6-a7ca-1faf8a499f57'],
      readers: ['A', 'B'],
      rounds: [
        { id: 'alone', withSupport: false },
        { id: 'supported', withSupport: true },
      ],
      crossover: true,
    });
    expect(roundsFor(study, 'A').map(({ id }) => id)).toEqual(['alone', 'supported']);
    expect(roundsFor(study, 'B').map(({ id }) => id)).toEqual(['supported', 'alone']);
    expect(() => readReaderStudy({ ...study, readers: ['A', 'A'] })).toThrow(/reader study/);
  });
});
