import type { LabValue } from '@calx/knowledge';
import { occurs, pattern, type Lexicon } from './lexicon.ts';
import { clauseBreak } from './sentences.ts';
import type { Sentence, Span } from './types.ts';

type State = 'low' | 'normal' | 'high';
const flags = { low: 'L', normal: 'N', high: 'H' } as const;

export interface LaboratoryText {
  readonly labs: readonly LabValue[];
  readonly spans: readonly Span[];
}

interface Named {
  readonly analyte: string;
  readonly start: number;
  readonly end: number;
}

/** A value with its unit, right after the name of the test. */
const valuePattern =
  /^[^\d\n，,；;。]{0,12}?[<>≤≥]?\s*(\d+(?:\.\d+)?)\s*(mg\/dL|mmol\/L|[uµμ]mol\/L|nmol\/L|pmol\/L|[pn]g\/mL|g\/dL|g\/L|mg\/L|[uµμ]g\/L|I?U\/m?L|mm\/h(?:r)?|mEq\/L|%)?/iu;
/** A reference interval or bound in brackets: `(1.2-2.0)`, `（参考上限6.0）`, `(ref <0.5)`. */
const rangePattern =
  /^[^；;。)）]{0,12}[(（][^)）]{0,12}?(?:(\d+(?:\.\d+)?)\s*(?:[-–~～]|to)\s*(\d+(?:\.\d+)?)|(?:<|below|under|up to|上限|≤|小于)\s*(\d+(?:\.\d+)?)|(?:>|above|下限|≥|大于)\s*(\d+(?:\.\d+)?))/u;

/** Laboratory values with unit and flag, and tests that are only called low, normal or high. */
export function findLaboratory(sentences: readonly Sentence[], lexicon: Lexicon): LaboratoryText {
  const read = sentences
    .filter(({ section }) => section !== 'technique')
    .flatMap((sentence) => readSentence(sentence, lexicon));
  return {
    labs: read.flatMap(({ lab }) => (lab ? [lab] : [])),
    spans: read.flatMap(({ span }) => (span ? [span] : [])),
  };
}

function readSentence(sentence: Sentence, lexicon: Lexicon): { lab: LabValue | null; span: Span | null }[] {
  const names = namesIn(sentence.text, lexicon);
  const values = names.map((named, index) => {
    const next = names[index + 1]?.start ?? sentence.text.length;
    const own = sentence.text.slice(named.end, next);
    const value = valuePattern.exec(own);
    const bare = /^\s*[:=：]?\s*\d/u.test(own);
    const number = value?.[1] !== undefined && (value[2] !== undefined || bare) ? Number(value[1]) : null;
    const state =
      (number === null ? null : stateByRange(number, own.slice(value?.[0].length ?? 0))) ??
      stateInWords(sentence.text, names, index, lexicon);
    const lab: LabValue | null =
      number === null
        ? null
        : {
            name: named.analyte,
            value: number,
            unit: value?.[2] ?? null,
            ...(state ? { flag: flags[state] } : {}),
          };
    const end = number === null ? named.end : named.end + (value?.[0].length ?? 0);
    return { lab, span: state ? spanOf(sentence, named.analyte, state, named.start, end) : null };
  });
  return [...values, ...wordsIn(sentence, lexicon).map((span) => ({ lab: null, span }))];
}

/** CRP and ESR are one finding. */
const variableOf = (analyte: string): string =>
  analyte === 'crp' || analyte === 'esr' ? 'crp_esr' : analyte === 'calcium_ionised' ? 'calcium' : analyte;

const spanOf = (sentence: Sentence, analyte: string, value: State, start: number, end: number): Span => ({
  variable: variableOf(analyte),
  value,
  state: 'present',
  start: sentence.start + start,
  end: sentence.start + end,
  text: sentence.raw.slice(start, end),
});

/** Names of tests in the order of the text; of overlapping ones the longest. */
function namesIn(text: string, { data }: Lexicon): Named[] {
  const all = Object.entries(data.laboratory.names).flatMap(([analyte, source]) =>
    [...text.matchAll(pattern(source))].map((match) => ({
      analyte,
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  const kept: Named[] = [];
  for (const named of all.sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => named.end <= other.start || named.start >= other.end)) kept.push(named);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function stateByRange(value: number, after: string): State | null {
  const range = rangePattern.exec(after);
  if (!range) return null;
  const [low, high] = [range[1] ?? range[4], range[2] ?? range[3]];
  if (low !== undefined && value < Number(low)) return 'low';
  if (high !== undefined && value > Number(high)) return 'high';
  return 'normal';
}

/** Names that stand in a list share the level that is said before or after it. */
const listed = /^[\s,，、&/]*(?:and|or|及|和|与|以及)?\s*(?:serum|血清?)?\s*$/iu;
const levelBefore = 14;
const levelAfter = 48;

/** The level right before the list that the name stands in, else the first one after it in the clause. */
function stateInWords(text: string, names: readonly Named[], index: number, lexicon: Lexicon): State | null {
  let [first, last] = [index, index];
  const between = (at: number): string => text.slice(names[at]?.end ?? 0, names[at + 1]?.start ?? 0);
  while (first > 0 && listed.test(between(first - 1))) first--;
  while (last < names.length - 1 && listed.test(between(last))) last++;
  const start = names[first]?.start ?? 0;
  const from = Math.max(names[first - 1]?.end ?? 0, start - levelBefore);
  const said = levelIn(text.slice(from, start).split(clauseBreak).at(-1) ?? '', lexicon);
  if (said && !/^[\s]*(?:was|were|is|are|均)/iu.test(text.slice(names[last]?.end ?? 0))) return said;
  const next = names[last + 1]?.start ?? text.length;
  const after = text.slice(names[last]?.end ?? 0, next).split(/[；;。，]|, /u)[0] ?? '';
  return levelIn(after.slice(0, levelAfter), lexicon) ?? said;
}

function levelIn(text: string, { data }: Lexicon): State | null {
  const { normal, high, low } = data.laboratory;
  const found = (
    [
      ['normal', normal],
      ['high', high],
      ['low', low],
    ] as const
  )
    .map(([state, source]) => ({ state, at: pattern(source).exec(text)?.index ?? -1 }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.state ?? null;
}

/** Words that name the test and its level in one: hyperphosphataemia, 高尿酸血症. */
function wordsIn(sentence: Sentence, { data }: Lexicon): Span[] {
  return Object.entries(data.laboratory.words).flatMap(([analyte, levels]) =>
    Object.entries(levels).flatMap(([level, source]) => {
      const match = pattern(source).exec(sentence.text);
      if (!match || occurs(/(?:no|without|无|未见)\s*$/iu, sentence.text.slice(0, match.index))) return [];
      const end = match.index + match[0].length;
      return [spanOf(sentence, analyte, level as State, match.index, end)];
    }),
  );
}
