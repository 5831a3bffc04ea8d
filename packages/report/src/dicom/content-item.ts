import { codeItem, concepts, type Code } from './codes.ts';
import type { DataSet } from './part10.ts';
import { decimal } from './source.ts';

/** How an item relates to the one above it, PS3.3 C.17.3.2.4. */
export type Relation =
  'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS PROPERTIES' | 'HAS ACQ CONTEXT';

/** Content items of a structured report, PS3.3 C.17.3; each becomes an item of its parent's Content Sequence. */
const item = (relation: Relation, type: string, concept: Code, value: DataSet): DataSet => ({
  RelationshipType: relation,
  ValueType: type,
  ConceptNameCodeSequence: [codeItem(concept)],
  ...value,
});

export const codeContent = (relation: Relation, concept: Code, code: Code): DataSet =>
  item(relation, 'CODE', concept, { ConceptCodeSequence: [codeItem(code)] });

export const textContent = (relation: Relation, concept: Code, text: string): DataSet =>
  item(relation, 'TEXT', concept, { TextValue: text });

export const uidContent = (relation: Relation, concept: Code, uid: string): DataSet =>
  item(relation, 'UIDREF', concept, { UID: uid });

export const container = (
  concept: Code,
  content: readonly DataSet[],
  template?: string,
  relation: Relation = 'CONTAINS',
): DataSet =>
  item(relation, 'CONTAINER', concept, { ...containerModule(template), ContentSequence: content });

/** Of the root and of every container: kept apart, and the template that shapes it (PS3.16). */
export const containerModule = (template?: string): DataSet => ({
  ContinuityOfContent: 'SEPARATE',
  ...(template
    ? { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }] }
    : {}),
});

/** A measured number with its unit and, where known, its bounds. */
export function numberContent(
  concept: Code,
  value: number,
  unit: Code,
  bounds: { readonly low?: number | undefined; readonly high?: number | undefined } = {},
): DataSet {
  const children = [
    ...(bounds.low === undefined ? [] : [measured('HAS PROPERTIES', concepts.lowerBound, bounds.low, unit)]),
    ...(bounds.high === undefined
      ? []
      : [measured('HAS PROPERTIES', concepts.upperBound, bounds.high, unit)]),
  ];
  return {
    ...measured('CONTAINS', concept, value, unit),
    ...(children.length > 0 ? { ContentSequence: children } : {}),
  };
}

const measured = (relation: Relation, concept: Code, value: number, unit: Code): DataSet =>
  item(relation, 'NUM', concept, {
    MeasuredValueSequence: [{ NumericValue: decimal(value), MeasurementUnitsCodeSequence: [codeItem(unit)] }],
  });

/** A reference to an image, or to one segment of a segmentation. */
export const imageContent = (
  concept: Code | null,
  reference: { readonly sopClassUID: string; readonly sopInstanceUID: string; readonly segment?: number },
): DataSet => ({
  RelationshipType: 'CONTAINS',
  ValueType: 'IMAGE',
  ...(concept ? { ConceptNameCodeSequence: [codeItem(concept)] } : {}),
  ReferencedSOPSequence: [
    {
      ReferencedSOPClassUID: reference.sopClassUID,
      ReferencedSOPInstanceUID: reference.sopInstanceUID,
      ...(reference.segment === undefined ? {} : { ReferencedSegmentNumber: reference.segment }),
    },
  ],
});
