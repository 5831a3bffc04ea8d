import { findVariable, loadRelease, type Finding, type Lang } from '@calx/knowledge';
import { presentValues } from '../findings.ts';
import { diameterInSpace } from '../measurements.ts';
import type { CaseReading, Quantity, ReportLesion } from '../types.ts';
import { valueOf } from '../words.ts';
import { calxScheme, codeItem, concepts, units, type Code } from './codes.ts';
import {
  codeContent,
  container,
  containerModule,
  imageContent,
  numberContent,
  textContent,
  uidContent,
} from './content-item.ts';
import { writePart10, type DataSet } from './part10.ts';
import type { WrittenSegmentation } from './segmentation.ts';
import {
  authored,
  codingSchemes,
  instanceReferences,
  leadInstance,
  patientAndStudy,
  type Authorship,
  type SourceImages,
} from './source.ts';
import { uidFrom } from '../names.ts';

/** Comprehensive 3D SR Storage, PS3.4 B.5. */
const structuredReportStorage = '1.2.840.10008.5.1.4.1.1.88.34';

export interface StructuredReportInput {
  readonly images: SourceImages;
  readonly reading: Pick<CaseReading, 'lesions' | 'findings'>;
  /** The segmentation whose n-th segment is the n-th lesion. */
  readonly segmentation?: WrittenSegmentation;
  readonly lang: Lang;
}

/**
 * Writes the measurements and the confirmed findings of a case as an Imaging Measurement Report (PS3.16 TID 1500).
 * Proposals that nobody has confirmed stay out: the archive holds what a reader stands for, and what was measured.
 * Throws a ReportError `no_source`.
 */
export function writeStructuredReport(input: StructuredReportInput, authorship: Authorship): Uint8Array {
  const { images, segmentation } = input;
  const source = leadInstance(images, 'structured report');
  const name = [
    source.series.uid,
    authorship.written.toISOString(),
    segmentation?.sopInstanceUID ?? '',
  ] as const;
  const patient = Object.fromEntries(
    Object.entries(patientAndStudy(source)).filter(
      ([keyword]) => keyword !== 'FrameOfReferenceUID' && keyword !== 'PositionReferenceIndicator',
    ),
  );
  return writePart10(
    {
      SOPClassUID: structuredReportStorage,
      SOPInstanceUID: uidFrom('sr', ...name),
      CodingSchemeIdentificationSequence: codingSchemes,
      ...patient,
      ...authored(authorship),
      Modality: 'SR',
      SeriesInstanceUID: uidFrom('sr-series', ...name),
      SeriesNumber: '9002',
      SeriesDescription: 'Calx measurements',
      InstanceNumber: '1',
      ReferencedPerformedProcedureStepSequence: [],
      PerformedProcedureCodeSequence: [],
      CompletionFlag: 'PARTIAL',
      VerificationFlag: 'UNVERIFIED',
      PreliminaryFlag: 'PRELIMINARY',
      CurrentRequestedProcedureEvidenceSequence: [evidence(input, source.study.uid)],
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [codeItem(concepts.report)],
      ...containerModule('1500'),
      ContentSequence: content(input, authorship, name),
    },
    {},
  );
}

/** Every object the report refers to, by series (PS3.3 C.17.2.3). */
function evidence({ images, segmentation }: StructuredReportInput, studyUID: string): DataSet {
  const source = leadInstance(images, 'structured report');
  return {
    StudyInstanceUID: studyUID,
    ReferencedSeriesSequence: [
      { SeriesInstanceUID: source.series.uid, ReferencedSOPSequence: instanceReferences(images.slices) },
      ...(segmentation
        ? [
            {
              SeriesInstanceUID: segmentation.seriesUID,
              ReferencedSOPSequence: [
                {
                  ReferencedSOPClassUID: segmentation.sopClassUID,
                  ReferencedSOPInstanceUID: segmentation.sopInstanceUID,
                },
              ],
            },
          ]
        : []),
    ],
  };
}

function content(input: StructuredReportInput, authorship: Authorship, name: readonly string[]): DataSet[] {
  const { images, reading } = input;
  const source = leadInstance(images, 'structured report');
  const language: Code =
    input.lang === 'zh'
      ? ['zh-CN', 'RFC5646', 'Chinese (China)']
      : ['en-US', 'RFC5646', 'English (United States)'];
  const groups = (reading.lesions ?? []).map((lesion, index) =>
    measurementGroup(input, lesion, index + 1, name),
  );
  const findings = Object.values(reading.findings)
    .filter(({ confirmed }) => confirmed)
    .flatMap(evaluations);
  return [
    codeContent('HAS CONCEPT MOD', concepts.language, language),
    codeContent('HAS OBS CONTEXT', concepts.observerType, concepts.device),
    uidContent('HAS OBS CONTEXT', concepts.deviceObserverUid, uidFrom('calx', authorship.version)),
    textContent('HAS OBS CONTEXT', concepts.deviceObserverName, `Calx ${authorship.version}`),
    codeContent('HAS CONCEPT MOD', concepts.procedureReported, concepts.imagingProcedure),
    container(concepts.imageLibrary, [
      container(concepts.imageLibraryGroup, [
        codeContent('HAS ACQ CONTEXT', concepts.modality, modalityCode(source.modality)),
        ...instanceReferences(images.slices).map((reference) =>
          imageContent(null, {
            sopClassUID: String(reference['ReferencedSOPClassUID']),
            sopInstanceUID: String(reference['ReferencedSOPInstanceUID']),
          }),
        ),
      ]),
    ]),
    ...(groups.length > 0 ? [container(concepts.measurements, groups)] : []),
    ...(findings.length > 0 ? [container(concepts.qualitative, findings)] : []),
  ];
}

const modalityNames: Readonly<Record<string, string>> = {
  CT: 'Computed Tomography',
  MR: 'Magnetic Resonance',
  CR: 'Computed Radiography',
  DX: 'Digital Radiography',
};

const modalityCode = (modality: string): Code => [modality, 'DCM', modalityNames[modality] ?? modality];

/** Volumetric ROI measurements where there is a segment (TID 1411), else planar-free measurements (TID 1501). */
function measurementGroup(
  { images, segmentation }: StructuredReportInput,
  lesion: ReportLesion,
  n: number,
  name: readonly string[],
): DataSet {
  const tracking = segmentation?.trackingUIDs[n - 1];
  const source = leadInstance(images, 'structured report');
  return container(
    concepts.group,
    [
      textContent('HAS OBS CONTEXT', concepts.trackingId, `Lesion ${n}`),
      uidContent('HAS OBS CONTEXT', concepts.trackingUid, tracking ?? uidFrom('lesion', ...name, String(n))),
      codeContent('CONTAINS', concepts.finding, concepts.calcification),
      ...(segmentation && tracking
        ? [
            imageContent(concepts.referencedSegment, { ...segmentation, segment: n }),
            uidContent('CONTAINS', concepts.sourceSeries, source.series.uid),
          ]
        : []),
      ...numbers(lesion),
    ],
    tracking ? '1411' : '1501',
  );
}

function numbers(lesion: ReportLesion): DataSet[] {
  const { mineral, mass, density, bone, nodules, thresholdHU } = lesion;
  const entries: readonly (readonly [Code, Quantity | null | undefined, Code])[] = [
    [concepts.threshold, thresholdHU, units.hu],
    [concepts.volume, mineral?.volume, units.mm3],
    [concepts.massVolume, mass?.volume, units.mm3],
    [concepts.maxDiameter, diameterInSpace(lesion), units.mm],
    [concepts.surface, lesion.surface, units.mm2],
    [concepts.sphericity, lesion.sphericity, units.one],
    [concepts.nodules, nodules?.count, units.one],
    [concepts.meanHU, density?.mean, units.hu],
    [concepts.sdHU, density?.sd, units.hu],
    [concepts.minHU, density?.min, units.hu],
    [concepts.p10HU, density?.p10, units.hu],
    [concepts.p90HU, density?.p90, units.hu],
    [concepts.maxHU, density?.max, units.hu],
    [concepts.boneDistance, bone?.distance, units.mm],
    [concepts.boneContact, bone?.contactArea, units.mm2],
  ];
  return entries.flatMap(([concept, quantity, unit]) => {
    if (quantity === null || quantity === undefined || !Number.isFinite(valueOf(quantity))) return [];
    const bounds = typeof quantity === 'object' ? { low: quantity.low, high: quantity.high } : {};
    return [numberContent(concept, valueOf(quantity), unit, bounds)];
  });
}

/** A confirmed finding as codes of Calx's vocabulary, one an asserted value. */
function evaluations({ variable, value }: Finding): DataSet[] {
  const entry = findVariable(loadRelease(), variable);
  const concept: Code = [variable, calxScheme, entry?.label.en ?? variable];
  if (typeof value === 'number')
    return [textContent('CONTAINS', concept, `${value} ${entry?.unit ?? ''}`.trim())];
  return presentValues(value).map((id) => {
    const label = entry?.values.find((known) => known.id === id)?.label.en ?? id;
    return codeContent('CONTAINS', concept, [id, calxScheme, label]);
  });
}
