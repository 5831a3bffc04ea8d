import {
  findVariable,
  negativeValue,
  normaliseFinding,
  type FindingInput,
  type Release,
} from '@calx/knowledge';
import { cohensKappa, wilson } from '../statistics/index.ts';
import type { Agreement, Proportion } from '../statistics/index.ts';
import { agreementSettings, known, ratingOf, type StudyReading } from './agreement.ts';

export type Verdict = 'agree' | 'differ' | 'first-only' | 'second-only';

/** One finding as two readers said it; null where a reader did not assess it. */
export interface ComparedFinding {
  readonly about: string;
  readonly first: FindingInput | null;
  readonly second: FindingInput | null;
  readonly verdict: Verdict;
}

/** Two readings of one case side by side. */
export interface ReadingComparison {
  /** In the order of the vocabulary. */
  readonly findings: readonly ComparedFinding[];
  /** Diagnoses as each ranked them, the likeliest first. */
  readonly ranked: { readonly first: readonly string[]; readonly second: readonly string[] };
  /** Of the findings that both assessed: those in which they say the same; null where there are none. */
  readonly percent: Proportion | null;
  /**
   * Cohen's, over the findings that both called present or absent. The findings of one case hang together, so that its
   * interval means little. Null where chance leaves nothing to differ in.
   */
  readonly kappa: Agreement | null;
}

/** The second reading of a case as everybody may know it; the comparison once both have read. */
export interface SecondReading {
  /** Name of the reader study that carries it, and its one round. */
  readonly name: string;
  readonly round: string;
  readonly state: 'open' | 'submitted' | 'withdrawn';
  readonly askedBy: string;
  readonly askedAt: string;
  readonly why: string | null;
  /** Null while nobody is named and nobody has begun. */
  readonly reader: string | null;
  readonly comparison: ReadingComparison | null;
}

type Said = Pick<StudyReading, 'findings' | 'ranked'>;

/** Compares two readings of the same case, finding by finding. */
export function compareReadings(first: Said, second: Said, release: Release): ReadingComparison {
  const { level } = agreementSettings(release);
  const findings = release.variables.flatMap(({ id }): ComparedFinding[] => {
    const [a, b] = [first.findings[id] ?? null, second.findings[id] ?? null];
    if (a === null && b === null) return [];
    return [{ about: id, first: a, second: b, verdict: verdictOf(id, a, b, release) }];
  });
  const both = findings.filter(({ verdict }) => verdict === 'agree' || verdict === 'differ');
  const same = both.filter(({ verdict }) => verdict === 'agree').length;
  return {
    findings,
    ranked: { first: first.ranked, second: second.ranked },
    percent: both.length > 0 ? wilson(same, both.length, level) : null,
    kappa: known(
      () => cohensKappa(presenceTable(both, release), 'none', level),
      ({ kappa }) => kappa,
    ),
  };
}

function verdictOf(
  about: string,
  first: FindingInput | null,
  second: FindingInput | null,
  release: Release,
): Verdict {
  if (second === null) return 'first-only';
  if (first === null) return 'second-only';
  const rate = ratingOf(about, release);
  // What has no rating (free text, a mere possibility) is compared as it was said.
  const rated = (input: FindingInput) =>
    rate({ findings: { [about]: input }, ranked: [] }) ?? JSON.stringify(input);
  return rated(first) === rated(second) ? 'agree' : 'differ';
}

/** Counts of findings by what each reader called them: rows the first, columns the second; present, then absent. */
function presenceTable(both: readonly ComparedFinding[], release: Release): number[][] {
  const table = [
    [0, 0],
    [0, 0],
  ];
  for (const { about, first, second } of both) {
    const [row, column] = [presence(about, first, release), presence(about, second, release)];
    const counts = row === undefined ? undefined : table[row];
    if (counts && column !== undefined) counts[column] = (counts[column] ?? 0) + 1;
  }
  return table;
}

/** 0 where a finding is present, 1 where it is absent; undefined where it is neither (a number, a choice without "none"). */
function presence(about: string, input: FindingInput | null, release: Release): 0 | 1 | undefined {
  const variable = findVariable(release, about);
  const negative = variable && negativeValue(variable);
  const finding = negative && input !== null ? normaliseFinding(variable, input) : undefined;
  if (!finding) return undefined;
  if (finding.present.some((value) => value !== negative)) return 0;
  if (finding.present.length > 0 || finding.absent.length > 0) return 1;
  return undefined;
}
