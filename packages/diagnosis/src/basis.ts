import type { ProfileLine } from './profiles.ts';
import type { Basis, Grade } from './types.ts';

export const NO_BASIS: Basis = { counted: 0, cases: 0, words: 0, cited: 0, assumed: 0, background: 0 };

/** Everything that a share rests on, in patients. */
export const patientsOf = ({ counted, cases, words, cited, assumed, background }: Basis): number =>
  counted + cases + words + cited + assumed + background;

/** What a line of a profile is worth: cited where it names sources, else the editors' assumption. */
export function writtenBasis(
  line: Pick<ProfileLine, 'grade' | 'sources'>,
  strength: number,
): Pick<Basis, 'cited' | 'assumed'> {
  const cited = line.grade !== 'assumed' && line.sources.length > 0;
  return cited ? { cited: strength, assumed: 0 } : { cited: 0, assumed: strength };
}

/**
 * Counted where patients that somebody counted, one by one or in series, make up at least half of what the share rests
 * on beside the background; stated where counts, words and cited profiles together do; else assumed.
 */
export function gradeOf(basis: Basis): Grade {
  const { counted, cases, words, cited, background } = basis;
  const half = (patientsOf(basis) - background) / 2;
  if (half === 0) return 'assumed';
  if (counted + cases >= half) return 'counted';
  return counted + cases + words + cited >= half ? 'stated' : 'assumed';
}
