import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '@calx/dicom';
import type { Lang } from '@calx/knowledge';
import type { Differential } from '@calx/diagnosis';
import { composeReport, withEdits, type CaseReading, type Report, type ReportLesion } from '@calx/report';
import type { CaseDocument } from '../api/types.ts';
import { findingsInForce } from '../case/document.ts';
import { lackingOf } from '../case/protocol.ts';
import { isPhantom } from '../case/isPhantom.ts';
import { useDocument } from '../case/store.ts';
import { useDifferential, useFactsInForce } from '../differential/useDifferential.ts';

/** Edits are kept by language: the reader's words are not translated. */
export const editKey = (lang: Lang, sentence: string): string => `${lang}:${sentence}`;

function editsOf(document: CaseDocument, lang: Lang): Record<string, string> {
  const prefix = editKey(lang, '');
  return Object.fromEntries(
    Object.entries(document.report.edits)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), text]),
  );
}

/** The report of the open case in a language, with the reader's own sentences. */
export function useReport(lang: Lang): { report: Report; reading: CaseReading } {
  const document = useDocument();
  const { i18n } = useTranslation();
  const { data: differential } = useDifferential(useFactsInForce());
  return useMemo(() => {
    const { sample } = document;
    const say = i18n.getFixedT(lang, 'web');
    const reading: CaseReading = {
      facts: document.facts,
      findings: findingsInForce(document),
      ...studyOf(document, (id) => i18n.getFixedT(lang, 'dicom')(`protocol.${id}`)),
      notes: repairsOf(document, (code, params) => i18n.getFixedT(lang, 'dicom')(`error.${code}`, params)),
      lesions: document.lesions.flatMap(({ measurement }) =>
        measurement ? [measurement as ReportLesion] : [],
      ),
      ...(differential ? { differential: forReport(differential) } : {}),
      ...(typeof sample === 'string'
        ? {
            notice: say(`samples.${sample}.text`),
            attribution: `${say(`samples.${sample}.attribution`)} ${say(`samples.${sample}.doi`)}, CC BY 3.0`,
          }
        : isPhantom(document.patient)
          ? { notice: say('phantom.notice') }
          : {}),
    };
    return { reading, report: withEdits(composeReport(reading, lang), editsOf(document, lang)) };
  }, [document, differential, lang, i18n]);
}

/** The report names an alarm by its message; the reasons stay on the screen. */
const forReport = (differential: Differential): NonNullable<CaseReading['differential']> => ({
  ...differential,
  alarms: differential.alarms.map(({ code, level, message }) => ({ code, level, message })),
});

/** What the report tells of the study; a case without images has none. */
function studyOf(
  { studies, patient }: CaseDocument,
  itemName: (id: string) => string,
): Pick<CaseReading, 'study'> {
  const [first] = studies;
  if (!first) return {};
  return {
    study: {
      studyUID: first.uid,
      lacks: lackingOf(studies).map(itemName),
      ...(first.date ? { date: first.date } : {}),
      ...(first.description ? { description: first.description } : {}),
      patient: {
        ...(patient?.name ? { name: patient.name } : {}),
        ...(patient?.id ? { id: patient.id } : {}),
        ...(patient?.birthDate ? { birthDate: patient.birthDate } : {}),
      },
      series: studies
        .flatMap((study) => study.series)
        .map((series) => ({
          seriesUID: series.uid,
          modality: series.modality,
          instances: series.instances.length,
          ...(series.role ? { role: series.role } : {}),
        })),
    },
  };
}

/** What was repaired of the measured series, each once. */
const repairsOf = (
  { lesions }: CaseDocument,
  text: (code: string, params: Note['params']) => string,
): readonly string[] => [
  ...new Set(lesions.flatMap(({ repairs = [] }) => repairs.map(({ code, params }) => text(code, params)))),
];
