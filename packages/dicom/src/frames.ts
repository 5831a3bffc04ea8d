import type { Dataset } from './dataset.ts';
import { Tag, type Attribute } from './tags.ts';
import type { Vec3 } from './types.ts';

/** Rescale of stored values: `value * slope + intercept`, PS3.3 C.11.1. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  /** Rescale Type, `HU` for CT. */
  readonly type: string;
}

/** What is said of one frame, in the functional groups of an enhanced image or at the top of others. */
export interface FrameHeader {
  /** Image Position (Patient), LPS mm. */
  readonly position?: Vec3;
  /** Directions of increasing column and row index. */
  readonly orientation?: readonly [Vec3, Vec3];
  /** mm between rows, mm between columns (the order of Pixel Spacing). */
  readonly pixelSpacing?: readonly [number, number];
  readonly sliceThickness?: number;
  readonly rescale?: Rescale;
  /** First window, for display only. */
  readonly window?: { readonly center: number; readonly width: number };
  /** Echo, phase, acquisition: what tells frames at one position apart, by attribute keyword. */
  readonly dimensions: Readonly<Record<string, number | string>>;
}

/** A frame's own group wins over the shared group, which wins over the top level. */
class FrameView {
  private readonly levels: readonly Dataset[];
  constructor(levels: readonly (Dataset | undefined)[]) {
    this.levels = levels.filter((level) => level !== undefined);
  }

  /** Numbers of an attribute that sits at the top of simple images and inside `group` of enhanced ones. */
  numbers(group: Attribute, attribute: Attribute): readonly number[] {
    for (const level of this.levels) {
      const found = (level.item(group) ?? level).numbers(attribute);
      if (found.length > 0) return found;
    }
    return [];
  }

  text(group: Attribute, attribute: Attribute): string | undefined {
    for (const level of this.levels) {
      const found = (level.item(group) ?? level).text(attribute);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function triple(values: readonly number[], from = 0): Vec3 | undefined {
  const [x, y, z] = values.slice(from, from + 3);
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

const DIMENSIONS: readonly (readonly [string, Attribute, Attribute])[] = [
  ['EchoTime', Tag.MREchoSequence, Tag.EchoTime],
  ['EffectiveEchoTime', Tag.MREchoSequence, Tag.EffectiveEchoTime],
  ['TemporalPositionIdentifier', Tag.FrameContentSequence, Tag.TemporalPositionIdentifier],
  ['TemporalPositionIndex', Tag.FrameContentSequence, Tag.TemporalPositionIndex],
  ['DiffusionBValue', Tag.FrameContentSequence, Tag.DiffusionBValue],
  ['TriggerTime', Tag.FrameContentSequence, Tag.TriggerTime],
  ['AcquisitionNumber', Tag.FrameContentSequence, Tag.AcquisitionNumber],
];

function readDimensions(view: FrameView): Record<string, number | string> {
  const found: Record<string, number | string> = {};
  for (const [key, group, attribute] of DIMENSIONS) {
    const value = view.numbers(group, attribute)[0];
    if (value !== undefined) found[key] = value;
  }
  // Water, fat and phase images of one acquisition differ in nothing else.
  const type =
    view.text(Tag.MRImageFrameTypeSequence, Tag.FrameType) ??
    view.text(Tag.FrameContentSequence, Tag.ImageType);
  if (type !== undefined) found['ImageType'] = type;
  return found;
}

function readFrame(view: FrameView): FrameHeader {
  const position = triple(view.numbers(Tag.PlanePositionSequence, Tag.ImagePositionPatient));
  const cosines = view.numbers(Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient);
  const [row, column] = [triple(cosines), triple(cosines, 3)];
  const [between, within] = view.numbers(Tag.PixelMeasuresSequence, Tag.PixelSpacing);
  const thickness = view.numbers(Tag.PixelMeasuresSequence, Tag.SliceThickness)[0];
  const slope = view.numbers(Tag.PixelValueTransformationSequence, Tag.RescaleSlope)[0];
  const intercept = view.numbers(Tag.PixelValueTransformationSequence, Tag.RescaleIntercept)[0];
  const center = view.numbers(Tag.FrameVOILUTSequence, Tag.WindowCenter)[0];
  const width = view.numbers(Tag.FrameVOILUTSequence, Tag.WindowWidth)[0];
  return {
    ...(position ? { position } : {}),
    ...(row && column ? { orientation: [row, column] as const } : {}),
    ...(between !== undefined && within !== undefined ? { pixelSpacing: [between, within] as const } : {}),
    ...(thickness === undefined ? {} : { sliceThickness: thickness }),
    ...(slope === undefined && intercept === undefined
      ? {}
      : {
          rescale: {
            slope: slope ?? 1,
            intercept: intercept ?? 0,
            type: view.text(Tag.PixelValueTransformationSequence, Tag.RescaleType) ?? '',
          },
        }),
    ...(center === undefined || width === undefined ? {} : { window: { center, width } }),
    dimensions: readDimensions(view),
  };
}

/** The headers of all frames, PS3.3 C.7.6.16. */
export function readFrames(dataset: Dataset, count: number): readonly FrameHeader[] {
  const shared = dataset.item(Tag.SharedFunctionalGroupsSequence);
  const perFrame = dataset.items(Tag.PerFrameFunctionalGroupsSequence);
  if (perFrame.length === 0) {
    const { position, ...rest } = readFrame(new FrameView([shared, dataset]));
    // One position for many frames would stack them all in one plane: it holds for single frames only.
    const one = position && count === 1 ? { position, ...rest } : rest;
    return Array.from({ length: count }, () => one);
  }
  return Array.from({ length: count }, (_, i) => readFrame(new FrameView([perFrame[i], shared, dataset])));
}
