import { findVariable, loadRelease, NEGATIVES, type FindingInput } from '@calx/knowledge';
import type { Span } from './types.ts';
import type { RankedSpan } from './terms.ts';

/** Values that say that nothing was found; any positive value of the same variable outweighs them. */
const isNegative = ({ variable, value }: Span): boolean =>
  NEGATIVES.has(String(value)) || (variable === 'joint_space' && value === 'normal');

/**
 * One finding a variable from all that the text says of it: what is asserted before what is possible, the positive
 * before the negative, the more specific wording before the general, and what comes first.
 */
export function findingsFrom(spans: readonly (Span | RankedSpan)[]): Record<string, FindingInput> {
  const findings: Record<string, FindingInput> = {};
  for (const variable of new Set(spans.map((span) => span.variable))) {
    const own = spans.filter((span) => span.variable === variable);
    const finding = resolve(own);
    if (finding !== null) findings[variable] = finding;
  }
  return findings;
}

function resolve(spans: readonly (Span | RankedSpan)[]): FindingInput | null {
  const asserted = spans.filter((span) => span.state === 'present');
  const positive = best(asserted.filter((span) => !isNegative(span)));
  if (positive) return positive.value;
  const possible = best(spans.filter((span) => span.state === 'possible'));
  if (possible) return { possible: [String(possible.value)] };
  const negative = spans.find(isNegative);
  if (negative) return negative.value;
  const absent = [
    ...new Set(spans.filter(({ state }) => state === 'absent').map(({ value }) => String(value))),
  ];
  return absent.length > 0 ? { absent } : null;
}

function best(spans: readonly (Span | RankedSpan)[]): Span | undefined {
  const rank = (span: Span | RankedSpan): number => ('rank' in span ? span.rank : 0);
  return [...spans].sort((a, b) => rank(a) - rank(b) || a.start - b.start)[0];
}

/** Does the vocabulary know the variable? What it does not know is no proposal. */
export const isKnown = ({ variable }: Span): boolean => findVariable(loadRelease(), variable) !== undefined;
