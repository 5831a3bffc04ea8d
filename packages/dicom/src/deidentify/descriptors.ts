import { judgements } from './data.ts';

const safeWords = new Set(judgements.safe_words.value.split(/\s+/));

/** A slice thickness or the like. */
const LENGTH = /^\d{1,2}(\.\d{1,2})?mm$/;

/** A description with the words kept that are known to be safe; empty where none is. */
export function cleanDescription(text: string): string {
  return text
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => safeWords.has(word.toLowerCase()) || LENGTH.test(word.toLowerCase()))
    .join(' ');
}
