import type { Lang } from '@calx/knowledge';
import { findingSentences, isClinical, notAssessed } from './findings.ts';
import { historySentences, stated } from './history.ts';
import { adviceSentences, impressionSentences } from './impression.ts';
import { measurementSentences } from './measurements.ts';
import { SourceList } from './sources.ts';
import { techniqueSentences } from './technique.ts';
import type { CaseReading, Report, SectionId, Sentence } from './types.ts';
import { wordsOf, type Words } from './words.ts';

/**
 * Writes the report of a case in the usual order: technique, history, findings, measurements, impression, advice,
 * sources. The same reading gives the same report; a sentence keeps its id while the case changes.
 */
export function composeReport(reading: CaseReading, lang: Lang): Report {
  const words = wordsOf(lang);
  const sources = new SourceList();
  const sections: [SectionId, Sentence[]][] = [
    ['technique', techniqueSentences(words, reading)],
    ['history', historySentences(words, reading)],
    ['findings', imagingSentences(words, reading)],
    ['measurements', measurementSentences(words, reading)],
    ['impression', impressionSentences(words, reading, sources)],
    ['advice', adviceSentences(words, reading)],
  ];
  sections.push(['sources', sources.sentences(words, reading)]);
  return {
    lang,
    title: words.t('title'),
    notices: notices(words, reading),
    sections: sections
      .filter(([, sentences]) => sentences.length > 0)
      .map(([id, sentences]) => ({ id, title: words.t(`section.${id}`), sentences })),
  };
}

/**
 * Puts a reader's own wording on the sentences it was written for. Edits of sentences that the case no longer has
 * are left out of the report; the caller keeps them.
 */
export function withEdits(report: Report, edits: Readonly<Record<string, string>>): Report {
  const edit = (sentence: Sentence): Sentence => {
    const text = edits[sentence.id];
    return text === undefined || text === sentence.text
      ? sentence
      : { ...sentence, text, how: 'read', confirmed: true, edited: true };
  };
  return {
    ...report,
    sections: report.sections.map((section) => ({ ...section, sentences: section.sentences.map(edit) })),
  };
}

function imagingSentences(words: Words, reading: CaseReading): Sentence[] {
  const told = findingSentences(words, reading, (group) => !isClinical(group));
  return [
    ...told,
    ...(told.length === 0 ? [stated('findings.nothing', words.t('finding.nothing'))] : []),
    ...notAssessed(words, reading),
  ];
}

function notices(words: Words, { notice, attribution, findings }: CaseReading): Sentence[] {
  const proposed = Object.values(findings).some(({ confirmed }) => !confirmed);
  return [
    ...(notice ? [stated('notice.sample', words.t('notice.sample', { notice: words.of(notice) }))] : []),
    ...(attribution
      ? [stated('notice.attribution', words.t('notice.attribution', { attribution: words.of(attribution) }))]
      : []),
    ...(proposed ? [stated('notice.proposals', words.t('notice.proposals'))] : []),
    stated('notice.device', words.t('notice.device')),
  ];
}
