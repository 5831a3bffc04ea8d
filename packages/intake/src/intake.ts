import { withLaboratory, type CaseFacts, type Lang } from '@calx/knowledge';
import { IntakeError } from './error.ts';
import { findFamily } from './family.ts';
import { findingsFrom, isKnown } from './facts.ts';
import { findLaboratory } from './laboratory.ts';
import { lexiconOf } from './lexicon.ts';
import { findDuration, findPatient, findSize } from './patient.ts';
import { splitSentences } from './sentences.ts';
import { findSignals } from './signals.ts';
import { findSite } from './sites.ts';
import { findTerms } from './terms.ts';
import type { Intake, Span } from './types.ts';

/** Longest report that is read, in characters; a longer text is not one report. */
export const maxReportLength = 50_000;

/** Chinese where at least a tenth of the letters are ideographs: reports mix in English terms, not the other way. */
export function languageOf(text: string): Lang {
  const ideographs = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return ideographs * 10 >= Math.max(letters, 1) ? 'zh' : 'en';
}

/**
 * Reads a report in Chinese or English and proposes findings, each with the words it rests on. A rule finds what the
 * text says; nothing is inferred from a diagnosis, and relatives, other organs and technique are left out.
 * Laboratory values with a unit are judged by the sourced intervals. Throws an IntakeError `report_too_long`.
 */
export function readReport(text: string): Intake {
  if (text.length > maxReportLength) {
    const params = { length: text.length, limit: maxReportLength };
    throw new IntakeError('report_too_long', params, `The text has more than ${maxReportLength} characters.`);
  }
  const language = languageOf(text);
  const lexicon = lexiconOf(language);
  const sentences = splitSentences(text, lexicon);
  const patient = findPatient(sentences, lexicon);
  const laboratory = findLaboratory(sentences, lexicon);
  const site = findSite(sentences, lexicon);
  const duration = findDuration(sentences, lexicon);
  const findings = [
    ...(site ? [site] : []),
    ...(duration ? [duration] : []),
    ...findTerms(sentences, lexicon),
    ...findSignals(sentences, lexicon),
    ...findFamily(sentences, lexicon),
    ...laboratory.spans,
  ].filter(isKnown);
  // What lies in the retroperitoneum is coded so twice: as a region and as a layer.
  if (site?.value === 'retroperitoneum' && !findings.some(({ variable }) => variable === 'compartment')) {
    findings.push({ ...site, variable: 'compartment', value: 'retroperitoneal' });
  }
  const size = findSize(sentences, lexicon);
  const { age, sex } = patient;
  const facts: CaseFacts = {
    ...(age === undefined ? {} : { age }),
    ...(sex ? { sex } : {}),
    findings: findingsFrom(findings),
    labs: laboratory.labs,
    ...(size === null ? {} : { measurements: { max_mm: size } }),
  };
  return { language, facts: withLaboratory(facts), spans: inOrder([...patient.spans, ...findings]) };
}

function inOrder(spans: readonly Span[]): Span[] {
  const seen = new Set<string>();
  return [...spans]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ variable, value, state, start, end, text }) => ({ variable, value, state, start, end, text }))
    .filter((span) => {
      const key = `${span.variable}|${span.value}|${span.state}|${span.start}|${span.end}`;
      return seen.has(key) ? false : seen.add(key);
    });
}
