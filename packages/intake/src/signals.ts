import { occurs, pattern, type Lexicon } from './lexicon.ts';
import type { Sentence, Span } from './types.ts';

interface Token {
  readonly kind: 'sequence' | 'level';
  readonly values: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * Signal on T1, T2 and fat-suppressed images: each level belongs to the sequence named with it. A fat-suppressed T2
 * speaks for T2 where there is no other.
 */
export function findSignals(sentences: readonly Sentence[], lexicon: Lexicon): Span[] {
  const spans = sentences
    .filter(({ section }) => section !== 'technique' && section !== 'history' && section !== 'laboratory')
    .flatMap((sentence) => signalsIn(sentence, lexicon));
  if (spans.some(({ variable }) => variable === 't2')) return spans;
  const weighted = spans.filter(
    ({ variable, text }) => variable === 't2_fat_suppressed' && /T2/iu.test(text),
  );
  return [...spans, ...weighted.map((span) => ({ ...span, variable: 't2' }))];
}

function signalsIn(sentence: Sentence, lexicon: Lexicon): Span[] {
  const { spans, rest } = prefixedIn(sentence, lexicon);
  const tokens = tokensIn(rest, lexicon);
  const paired = tokens.flatMap((token, index) => {
    if (token.kind !== 'sequence') return [];
    const level = levelFor(rest, tokens, index, lexicon);
    if (!level) return [];
    const start = Math.min(token.start, level.start);
    const end = Math.max(token.end, level.end);
    return token.values.map((variable) => ({
      variable,
      value: level.values[0] ?? 'mixed',
      state: 'present' as const,
      start: sentence.start + start,
      end: sentence.start + end,
      text: sentence.raw.slice(start, end),
    }));
  });
  return [...spans, ...paired];
}

/** `长T1、短T2信号`: the level stands in the word; what is read so is blanked. */
function prefixedIn(sentence: Sentence, { data }: Lexicon): { spans: Span[]; rest: string } {
  const spans: Span[] = [];
  let rest = sentence.text;
  for (const [variable, levels] of Object.entries(data.signal.prefixed)) {
    for (const [value, source] of Object.entries(levels)) {
      for (const match of sentence.text.matchAll(pattern(source))) {
        const end = match.index + match[0].length;
        spans.push({
          variable,
          value,
          state: 'present',
          start: sentence.start + match.index,
          end: sentence.start + end,
          text: sentence.raw.slice(match.index, end),
        });
        rest = rest.slice(0, match.index) + ' '.repeat(match[0].length) + rest.slice(end);
      }
    }
  }
  return { spans, rest };
}

/** `dark on T1` takes the level before it, `T1 dark` and `T1WI呈低信号` the one after it. */
function levelFor(text: string, tokens: readonly Token[], index: number, { data }: Lexicon): Token | null {
  const token = tokens[index];
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (!token) return null;
  const linked =
    before?.kind === 'level' && pattern(data.signal.link).test(text.slice(before.end, token.start));
  if (linked) return before;
  if (after?.kind === 'level') return after;
  return before?.kind === 'level' && tokens.length === 2 ? before : null;
}

function tokensIn(text: string, { data }: Lexicon): Token[] {
  const { sequence, both, levels, join, contrasted } = data.signal;
  const found: Token[] = [
    ...Object.entries(sequence).flatMap(([variable, source]) =>
      matches(text, source, 'sequence', [variable]).filter(
        ({ start }) => !occurs(pattern(contrasted), text.slice(0, start)),
      ),
    ),
    ...matches(text, both, 'sequence', ['t1', 't2']),
    ...Object.entries(levels)
      .flatMap(([level, source]) => matches(text, source, 'level', [level]))
      .filter(
        ({ start, end }) =>
          !occurs(pattern(data.signal.void), text.slice(end)) &&
          !occurs(pattern(data.signal.voidBefore), text.slice(0, start)),
      ),
  ];
  return merged(text, longest(found), join);
}

const matches = (text: string, source: string, kind: Token['kind'], values: readonly string[]): Token[] =>
  [...text.matchAll(pattern(source))].map((match) => ({
    kind,
    values,
    start: match.index,
    end: match.index + match[0].length,
  }));

/** Of overlapping tokens the longest, in the order of the text. */
function longest(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of [...tokens].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (kept.every((other) => token.end <= other.start || token.start >= other.end)) kept.push(token);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Sequences named in one breath (`T1WI、T2WI均`) share their level. */
function merged(text: string, tokens: readonly Token[], join: string): Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    const joined =
      last?.kind === 'sequence' &&
      token.kind === 'sequence' &&
      pattern(join).test(text.slice(last.end, token.start));
    if (last && joined) {
      result[result.length - 1] = {
        ...last,
        values: [...new Set([...last.values, ...token.values])],
        end: token.end,
      };
    } else {
      result.push(token);
    }
  }
  return result;
}
