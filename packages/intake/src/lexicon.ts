import { loadRelease, type Lang } from '@calx/knowledge';
import type { SectionKind } from './types.ts';

/** A way of writing one value of the vocabulary (knowledge/lexicon). */
interface RuleData {
  readonly variable: string;
  readonly value: string;
  readonly match: string;
  readonly negated?: string;
  readonly own?: boolean;
  readonly unless?: string;
  readonly with?: string;
  readonly only?: readonly SectionKind[];
  readonly implies?: Readonly<Record<string, string>>;
}

interface LexiconData {
  readonly sections: Readonly<Record<Exclude<SectionKind, 'other'>, string>>;
  readonly negation: Readonly<Record<'before' | 'after' | 'afterPlace' | 'stop', string>>;
  readonly uncertain: Readonly<Record<'before' | 'after', string>>;
  readonly irrelevant: Readonly<
    Record<
      | 'relatives'
      | 'relativesSame'
      | 'elsewhere'
      | 'organs'
      | 'related'
      | 'unsaid'
      | 'considered'
      | 'comparison'
      | 'remote',
      string
    >
  >;
  readonly sides: Readonly<Record<'left' | 'right' | 'unremarkable', string>>;
  readonly lesion: string;
  readonly sex: Readonly<Record<'F' | 'M', string>>;
  readonly age: string;
  readonly ageLater: string;
  readonly duration: Readonly<Record<'match' | 'before' | 'after' | 'void', string>>;
  readonly units: Readonly<Record<'day' | 'week' | 'month' | 'year', string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly size: string;
  readonly laboratory: {
    readonly normal: string;
    readonly high: string;
    readonly low: string;
    readonly names: Readonly<Record<string, string>>;
    readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly signal: {
    readonly sequence: Readonly<Record<string, string>>;
    /** Words that carry sequence and level in one (长T1: long T1, dark). */
    readonly prefixed: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly both: string;
    readonly join: string;
    readonly levels: Readonly<Record<string, string>>;
    readonly void: string;
    readonly voidBefore: string;
    /** Before a sequence that was taken after contrast: its brightness is enhancement, not signal. */
    readonly contrasted: string;
    readonly link: string;
  };
  readonly rules: readonly RuleData[];
  readonly sites: Readonly<Record<string, string>>;
}

export interface Rule extends Omit<RuleData, 'match' | 'unless' | 'with'> {
  readonly match: RegExp;
  readonly unless?: RegExp;
  readonly with?: RegExp;
}

/** The lexicon of one language, its patterns compiled. */
export interface Lexicon {
  readonly lang: Lang;
  readonly data: LexiconData;
  readonly rules: readonly Rule[];
}

const compiled = new Map<Lang, Lexicon>();
const patterns = new Map<string, RegExp>();

/** A pattern of the lexicon as a global regular expression; compiled once. */
export function pattern(source: string): RegExp {
  let found = patterns.get(source);
  if (!found) {
    found = new RegExp(source, 'giu');
    patterns.set(source, found);
  }
  found.lastIndex = 0;
  return found;
}

export function lexiconOf(lang: Lang): Lexicon {
  let lexicon = compiled.get(lang);
  if (!lexicon) {
    const data = loadRelease().lexicon[lang] as LexiconData;
    lexicon = {
      lang,
      data,
      rules: data.rules.map(({ match, unless, with: needed, ...rule }) => ({
        ...rule,
        match: pattern(match),
        ...(unless ? { unless: pattern(unless) } : {}),
        ...(needed ? { with: pattern(needed) } : {}),
      })),
    };
    compiled.set(lang, lexicon);
  }
  return lexicon;
}

/** Does the pattern occur? Global expressions keep their place, so it is put back. */
export function occurs(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}
