import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findVariable, loadRelease, type CaseFacts, type FindingInput } from '@calx/knowledge';
import { readReport } from './index.ts';

const shared = process.env['CALX_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const file = join(shared, 'cases/reports.jsonl');

interface ReportText {
  readonly case_id: string;
  readonly lang: 'zh' | 'en';
  readonly text: string;
  readonly distractors: readonly string[];
}

interface Score {
  /** Variables that the report and the coding give the same value. */
  agree: number;
  /** Given by both, with another value. */
  differ: number;
  /** Given by the report alone. */
  extra: number;
  /** Coded, not found; some of it the text does not state. */
  missed: number;
  distractors: number;
}

const release = loadRelease();
const cases = new Map(release.cases.map((facts) => [facts.id, facts]));
const reports: ReportText[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ReportText)
  : [];

/** The values that a finding says are or may be present, coarse and fine. */
function valuesOf(variable: string, input: FindingInput): string[] {
  const values =
    typeof input === 'string' || typeof input === 'number'
      ? [String(input)]
      : 'present' in input || 'possible' in input || 'absent' in input
        ? [...(input.present ?? []), ...(input.possible ?? [])]
        : [...(input as readonly string[])];
  const coarse = (id: string) =>
    findVariable(release, variable)?.values.find((value) => value.id === id)?.coarse ?? id;
  return values.map(coarse);
}

function same(variable: string, a: readonly string[], b: readonly string[]): boolean {
  if (variable !== 'duration_months') return a.some((value) => b.includes(value));
  const [x, y] = [Number(a[0]), Number(b[0])];
  // "Some months" and rounded weeks.
  return Math.abs(x - y) <= 0.15 * Math.max(x, y);
}

const beforeTissue = (variable: string): boolean =>
  findVariable(release, variable)?.group !== 'pathology' && variable !== 'gene';

function scoreOf(texts: readonly ReportText[]): Score & { precision: number; recall: number } {
  const score: Score = { agree: 0, differ: 0, extra: 0, missed: 0, distractors: 0 };
  for (const { case_id: id, text, distractors } of texts) {
    const { facts, spans } = readReport(text);
    const coded: CaseFacts['findings'] = cases.get(id)?.findings ?? {};
    const variables = new Set([...Object.keys(coded), ...Object.keys(facts.findings)]);
    for (const variable of [...variables].filter(beforeTissue)) {
      const [read, truth] = [facts.findings[variable], coded[variable]];
      const said = read === undefined ? [] : valuesOf(variable, read);
      if (said.length === 0) score.missed += truth === undefined ? 0 : 1;
      else if (truth === undefined) score.extra++;
      else if (same(variable, said, valuesOf(variable, truth))) score.agree++;
      else score.differ++;
    }
    score.distractors += distractors.filter((piece) => {
      const at = text.indexOf(piece);
      return spans.some(({ start, end }) => start < at + piece.length && end > at);
    }).length;
  }
  const { agree, differ, extra, missed } = score;
  return {
    ...score,
    precision: agree / (agree + differ + extra),
    recall: agree / (agree + differ + missed),
  };
}

// Before its texts were looked at, the last quarter (every fourth report) gave precision 78 %, recall 73 % and three
// distractors read: that is what to expect of new texts (docs/intake.md). The floors guard what was reached since.
describe.skipIf(reports.length === 0)('against 70 coded reports (skipped without ../shared)', () => {
  it.each([
    ['English', 'en', 0.84, 0.87],
    ['Chinese', 'zh', 0.84, 0.86],
  ] as const)('keeps what it reached in %s', (_name, lang, precision, recall) => {
    const score = scoreOf(reports.filter((report) => report.lang === lang));
    expect(score.precision).toBeGreaterThan(precision);
    expect(score.recall).toBeGreaterThan(recall);
    expect(score.distractors).toBe(0);
  });
});
