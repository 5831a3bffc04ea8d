import type { Dataset } from '../dataset.ts';
import { judgements } from './data.ts';

function isTelling(word: string): boolean {
  const wide = [...word].some((character) => character.charCodeAt(0) > 0x7f);
  return word.length >= judgements.shortest_word.value[wide ? 'wide' : 'ascii'];
}

/** Lower-case words by which a data set names people: parts of names, numbers, addresses, dates of birth. */
export function identityWords(dataset: Dataset): readonly string[] {
  const words = judgements.naming_attributes.value.flatMap((named) => {
    const tag = `x${named}`;
    const value = dataset.text({ tag, vr: 'PN' }) ?? '';
    return value.toLowerCase().split(/[\\^=,;\s]+/);
  });
  return [...new Set(words.filter(isTelling))];
}

/** Does the text hold one of the words? */
export function namesSomeone(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word));
}
