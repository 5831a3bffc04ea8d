import { findVariable, type Finding, type LabValue } from '@calx/knowledge';
import { describeFinding, presentValues } from './findings.ts';
import { uuidFrom } from './names.ts';
import { renderText } from './render-text.ts';
import { diameterInSpace } from './measurements.ts';
import type { CaseReading, Quantity, Report, ReportLesion, ReportStudy } from './types.ts';
import { valueOf, wordsOf, type Words } from './words.ts';

/** A resource of FHIR R4 (4.0.1); shapes are those of the specification. */
export interface FhirResource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

/** A collection of the case's resources, each under a URN of its own. */
export interface FhirBundle extends FhirResource {
  readonly resourceType: 'Bundle';
  readonly entry: readonly { readonly fullUrl: string; readonly resource: FhirResource }[];
}

/** Calx's vocabulary as a code system: variables, and their values below. */
const vocabulary = 'urn:oid:2.25.193817359014723308175426921734881265013.1';
const systems = {
  ucum: 'http://unitsofmeasure.org',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  loinc: 'http://loinc.org',
  category: 'http://terminology.hl7.org/CodeSystem/observation-category',
  section: 'http://terminology.hl7.org/CodeSystem/v2-0074',
} as const;

/**
 * The case as a FHIR R4 bundle: patient, imaging study, an observation a finding, laboratory value and measurement,
 * and the diagnostic report with its text. What nobody has confirmed is `preliminary`.
 */
export function writeFhir(reading: CaseReading, report: Report, written: Date): FhirBundle {
  const words = wordsOf(report.lang);
  const issued = written.toISOString();
  const name = (...parts: string[]): string =>
    `urn:uuid:${uuidFrom(reading.study?.studyUID ?? reading.facts.id ?? 'case', issued, ...parts)}`;
  const subject = { reference: name('patient') };
  const date = fhirDate(reading.study?.date);
  const common = { subject, ...(date ? { effectiveDateTime: date } : {}) };
  const observations = [
    ...Object.values(reading.findings).flatMap((finding) => findingResources(words, finding)),
    ...(reading.facts.labs ?? []).map((lab) => labResource(words, lab)),
    ...(reading.lesions ?? []).flatMap((lesion, index) => lesionResources(lesion, index + 1)),
  ].map((resource, index) => ({
    fullUrl: name('observation', String(index)),
    resource: { ...resource, ...common },
  }));
  const study = reading.study
    ? [{ fullUrl: name('study'), resource: studyResource(reading.study, subject) }]
    : [];
  const result = observations.map(({ fullUrl }) => ({ reference: fullUrl }));
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: issued,
    entry: [
      { fullUrl: subject.reference, resource: patientResource(reading) },
      ...study,
      ...observations,
      {
        fullUrl: name('report'),
        resource: {
          resourceType: 'DiagnosticReport',
          status: 'preliminary',
          category: [{ coding: [{ system: systems.section, code: 'RAD', display: 'Radiology' }] }],
          code: { coding: [{ system: systems.loinc, code: '18748-4', display: 'Diagnostic imaging study' }] },
          ...common,
          issued,
          ...(result.length > 0 ? { result } : {}),
          ...(study.length > 0 ? { imagingStudy: study.map(({ fullUrl }) => ({ reference: fullUrl })) } : {}),
          conclusion: conclusion(report),
          presentedForm: [
            {
              contentType: 'text/plain; charset=utf-8',
              language: report.lang === 'zh' ? 'zh-CN' : 'en',
              data: base64(renderText(report)),
              title: report.title,
            },
          ],
        },
      },
    ],
  };
}

const conclusion = (report: Report): string =>
  report.sections
    .filter(({ id }) => id === 'impression')
    .flatMap(({ sentences }) => sentences.map(({ text }) => text))
    .join('\n');

function patientResource({ facts, study }: CaseReading): FhirResource {
  const { name, id, birthDate } = study?.patient ?? {};
  const born = fhirDate(birthDate);
  return {
    resourceType: 'Patient',
    ...(id ? { identifier: [{ value: id }] } : {}),
    ...(name ? { name: [{ text: name }] } : {}),
    gender: facts.sex === 'F' ? 'female' : facts.sex === 'M' ? 'male' : 'unknown',
    ...(born ? { birthDate: born } : {}),
  };
}

function studyResource(study: ReportStudy, subject: { readonly reference: string }): FhirResource {
  const modality = (code: string) => ({ system: systems.dicom, code });
  const started = fhirDate(study.date);
  return {
    resourceType: 'ImagingStudy',
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${study.studyUID}` }],
    status: 'available',
    subject,
    ...(started ? { started } : {}),
    numberOfSeries: study.series.length,
    series: study.series.map((series) => ({
      uid: series.seriesUID,
      modality: modality(series.modality),
      ...(series.instances ? { numberOfInstances: series.instances } : {}),
    })),
  };
}

const categorised = (code: 'imaging' | 'laboratory' | 'exam') => ({
  category: [{ coding: [{ system: systems.category, code }] }],
});

function concept(id: string, label: string): Record<string, unknown> {
  return { coding: [{ system: vocabulary, code: id, display: label }], text: label };
}

/** One observation a value that is present; what is absent or only possible stands in the text. */
function findingResources(words: Words, finding: Finding): FhirResource[] {
  const { variable, value, confirmed, how } = finding;
  const entry = findVariable(words.release, variable);
  const clinical = entry?.group === 'clinical' || entry?.group === 'laboratory';
  const head = {
    resourceType: 'Observation',
    status: confirmed ? 'final' : 'preliminary',
    ...categorised(entry?.group === 'laboratory' ? 'laboratory' : clinical ? 'exam' : 'imaging'),
    code: concept(variable, words.variable(variable)),
    ...(how === 'measured' ? { method: { text: 'Calx' } } : {}),
  };
  const text = describeFinding(words, variable, value);
  if (typeof value === 'number') return [{ ...head, valueQuantity: quantity(value, entry?.unit) }];
  const present = presentValues(value);
  if (present.length === 0) return [{ ...head, valueCodeableConcept: { text } }];
  return present.map((id) => ({
    ...head,
    valueCodeableConcept: { ...concept(id, words.value(variable, id)), text },
  }));
}

const labFlags = { L: 'Low', N: 'Normal', H: 'High' } as const;

function labResource(words: Words, lab: LabValue): FhirResource {
  const value = lab.value ?? undefined;
  return {
    resourceType: 'Observation',
    status: 'final',
    ...categorised('laboratory'),
    code: concept(lab.name, words.variable(lab.name)),
    ...(value === undefined ? {} : { valueQuantity: quantity(value, lab.unit ?? undefined) }),
    ...(lab.flag
      ? {
          interpretation: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
                  code: lab.flag,
                  display: labFlags[lab.flag],
                },
              ],
            },
          ],
        }
      : {}),
  };
}

function lesionResources(lesion: ReportLesion, n: number): FhirResource[] {
  const entries: readonly (readonly [string, string, Quantity | null | undefined, string])[] = [
    ['mineral_volume', 'Mineral volume', lesion.mineral?.volume, 'mm3'],
    ['mass_volume', 'Volume of the outlined soft-tissue mass', lesion.mass?.volume, 'mm3'],
    ['max_diameter', 'Maximum 3D diameter', diameterInSpace(lesion), 'mm'],
    ['mean_hu', 'Mean attenuation', lesion.density?.mean, "[hnsf'U]"],
    ['max_hu', 'Maximum attenuation', lesion.density?.max, "[hnsf'U]"],
    ['bone_distance', 'Shortest distance to bone', lesion.bone?.distance, 'mm'],
  ];
  return entries.flatMap(([id, label, value, unit]) =>
    value === null || value === undefined
      ? []
      : [
          {
            resourceType: 'Observation',
            status: lesion.confirmed ? 'final' : 'preliminary',
            ...categorised('imaging'),
            code: concept(id, label),
            method: { text: 'Calx' },
            valueQuantity: quantity(valueOf(value), unit),
            note: [{ text: `Lesion ${n}` }],
          },
        ],
  );
}

const quantity = (value: number, unit: string | undefined): Record<string, unknown> => ({
  value,
  ...(unit ? { unit, system: systems.ucum, code: unit } : {}),
});

/** DICOM DA to a FHIR date; nothing for anything else. */
const fhirDate = (date: string | undefined): string | undefined =>
  date && /^\d{8}$/.test(date) ? date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : undefined;

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
