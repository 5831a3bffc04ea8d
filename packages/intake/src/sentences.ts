import { occurs, pattern, type Lexicon } from './lexicon.ts';
import type { SectionKind, Sentence } from './types.ts';

/** Ends a sentence; in English only before a capital, a digit or the end, so that `approx. 4 cm` stays whole. */
const ends = {
  zh: /[。！？；\n]+/gu,
  en: /(?<!\b(?:approx|incl|vs|e\.g|i\.e|cf|resp|dr|ca))[.!?]+(?=\s+[A-Z0-9(]|\s*$)|;\s|\n+/gimu,
} as const;

/** A heading at the start of a line or sentence: `【查体】`, `MRI:`, `US - `. */
const headings = {
  zh: /^\s*(?:【([^】\n]{1,20})】|([^：:，。；、\n]{1,18})[：:])\s*/u,
  en: /^\s*([A-Za-z][A-Za-z0-9 ,/()&.-]{0,50}?)(?:\s*:|\s+[-–])\s+/u,
} as const;

/** Splits a report into sentences under their headings and blanks out what does not concern the lesion. */
export function splitSentences(text: string, lexicon: Lexicon): Sentence[] {
  const sentences: Sentence[] = [];
  let section: SectionKind = 'other';
  let heading = '';
  for (const piece of pieces(text, lexicon)) {
    const found = headingOf(piece.text, lexicon);
    const newLine =
      /\n\s*$/u.test(text.slice(Math.max(0, piece.start - 20), piece.start)) || piece.start === 0;
    if (found) ({ section, heading } = found);
    else if (newLine && section === 'technique') section = 'other';
    const from = found?.length ?? 0;
    const raw = piece.text.slice(from);
    if (raw.trim() === '') continue;
    sentences.push({ raw, text: relevant(raw, lexicon), start: piece.start + from, section, heading });
  }
  return sentences;
}

/** Longest piece that the patterns see at once: their cost grows faster than the length. */
const longestPiece = 600;

function* pieces(text: string, { lang }: Lexicon): Generator<{ text: string; start: number }> {
  let start = 0;
  for (const end of [...text.matchAll(ends[lang]), null]) {
    const stop = end?.index ?? text.length;
    for (let from = start; from < stop; from += longestPiece) {
      yield { text: text.slice(from, Math.min(from + longestPiece, stop)), start: from };
    }
    if (end) start = stop + end[0].length;
  }
}

function headingOf(
  text: string,
  { lang, data }: Lexicon,
): { section: SectionKind; heading: string; length: number } | null {
  const match = headings[lang].exec(text);
  const heading = (match?.[1] ?? match?.[2] ?? '').trim();
  if (!match || heading === '') return null;
  for (const [kind, names] of Object.entries(data.sections)) {
    if (occurs(pattern(`^(?:${names})(?:[\\s/(（&,，-].*)?$`), heading)) {
      return { section: kind as SectionKind, heading, length: match[0].length };
    }
  }
  return match[0].trimStart().startsWith('【')
    ? { section: 'other', heading, length: match[0].length }
    : null;
}

/**
 * Relatives, other organs, earlier images and old operations are blanked from their clause to the end of the sentence;
 * what was only considered as a whole; a clause that says that something is not said, alone.
 */
function relevant(raw: string, { data }: Lexicon): string {
  const { relatives, elsewhere, organs, related, unsaid, considered, comparison, remote } = data.irrelevant;
  if (occurs(pattern(considered), raw)) return ' '.repeat(raw.length);
  let text = withoutOtherSide(raw, data.sides);
  for (const match of text.matchAll(pattern(unsaid))) {
    const start = clauseStart(text, match.index);
    const { length } = clauseOf(text, match.index, match.index + match[0].length);
    text = text.slice(0, start) + ' '.repeat(length) + text.slice(start + length);
  }
  for (const source of [relatives, elsewhere, comparison, remote]) {
    const match = pattern(source).exec(text);
    if (match) text = blankFrom(text, clauseStart(text, match.index));
  }
  // An organ that is not named in relation to the lesion is beside the point.
  for (const match of text.matchAll(pattern(organs))) {
    const end = match.index + match[0].length;
    if (!occurs(pattern(related), clauseOf(text, match.index, end))) {
      return blankFrom(text, clauseStart(text, match.index));
    }
  }
  return text;
}

/** Blanks the clauses in which nothing is wrong on the other side than the one named first. */
function withoutOtherSide(raw: string, { left, right, unremarkable }: Lexicon['data']['sides']): string {
  const [l, r] = [left, right].map((side) => raw.search(pattern(side))) as [number, number];
  if (l < 0 || r < 0) return raw;
  const [own, other] = l < r ? [left, right] : [right, left];
  return raw.replaceAll(/[^，,；;：:]+/gu, (clause) =>
    occurs(pattern(other), clause) && !occurs(pattern(own), clause) && occurs(pattern(unremarkable), clause)
      ? ' '.repeat(clause.length)
      : clause,
  );
}

const blankFrom = (text: string, from: number): string =>
  text.slice(0, from) + ' '.repeat(text.length - from);

export const clauseBreak = /[，,；;：:]/u;

/** Where the clause around a place begins. */
export function clauseStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !clauseBreak.test(text.charAt(start - 1))) start--;
  return start;
}

/** The clause around a match. */
export function clauseOf(text: string, start: number, end: number): string {
  const rest = text.slice(end).search(clauseBreak);
  return text.slice(clauseStart(text, start), rest < 0 ? text.length : end + rest);
}
