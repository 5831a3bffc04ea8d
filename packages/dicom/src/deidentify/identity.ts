import type { Dataset } from '../dataset.ts';

/** Attributes whose values name the patient, or the people, places and reasons around them. */
const NAMING = [
  'x00080050', // Accession Number
  'x00080080', // Institution Name
  'x00080081', // Institution Address
  'x00080090', // Referring Physician's Name
  'x00081030', // Study Description
  'x00081048', // Physician(s) of Record
  'x00081050', // Performing Physician's Name
  'x00081060', // Name of Physician(s) Reading Study
  'x00081070', // Operators' Name
  'x00100010', // Patient's Name
  'x00100020', // Patient ID
  'x00100030', // Patient's Birth Date
  'x00101000', // Other Patient IDs
  'x00101001', // Other Patient Names
  'x00101005', // Patient's Birth Name
  'x00101040', // Patient's Address
  'x00101060', // Patient's Mother's Birth Name
  'x00102154', // Patient's Telephone Numbers
  'x00321032', // Requesting Physician
] as const;

/** A shorter word is in too many innocent values to be searched for; two characters where one is not ASCII. */
const SHORTEST_WORD = 4;
const SHORTEST_WIDE_WORD = 2;

function isTelling(word: string): boolean {
  const wide = [...word].some((character) => character.charCodeAt(0) > 0x7f);
  return word.length >= (wide ? SHORTEST_WIDE_WORD : SHORTEST_WORD);
}

/** Lower-case words by which a data set names people: parts of names, numbers, addresses, dates of birth. */
export function identityWords(dataset: Dataset): readonly string[] {
  const words = NAMING.flatMap((tag) => {
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
