import type { Instance } from './instance.ts';
import { Tag } from './tags.ts';

/** What a pixel of a projection image is in millimetres. */
export interface PixelCalibration {
  /**
   * `calibrated`: lengths in the object (calibration stated, or slices of CT and MR);
   * `detector-plane`: lengths on the detector, larger than in the patient by the magnification;
   * `placeholder`: a spacing is written but cannot be true; `pixels`: none is written.
   */
  readonly kind: 'calibrated' | 'detector-plane' | 'placeholder' | 'pixels';
  /** Between rows, between columns. */
  readonly mm?: readonly [number, number];
  /** Keyword of the attribute that it comes from. */
  readonly source?: 'PixelSpacing' | 'ImagerPixelSpacing' | 'NominalScannedPixelSpacing';
  /** Size on the detector over size in the patient, where the file tells. */
  readonly magnification?: number;
  readonly magnificationSource?: 'EstimatedRadiographicMagnificationFactor' | 'SourceDistances';
}

type Pair = readonly [number, number];

const PROJECTION: ReadonlySet<string> = new Set([
  'CR',
  'DX',
  'RG',
  'RF',
  'XA',
  'IO',
  'PX',
  'MG',
  'OT',
  'SC',
  '',
]);

function pair(values: readonly number[]): Pair | undefined {
  const [rows, columns] = values;
  return rows === undefined || columns === undefined ? undefined : [rows, columns];
}

/** 0 and exactly 1 mm by 1 mm are what converters write where they know nothing. */
function isPlaceholder([rows, columns]: Pair): boolean {
  return !(rows > 0 && columns > 0) || (rows === 1 && columns === 1);
}

function magnificationOf(
  instance: Instance,
): Pick<PixelCalibration, 'magnification' | 'magnificationSource'> {
  const stated = instance.dataset.number(Tag.EstimatedRadiographicMagnificationFactor);
  if (stated !== undefined && stated >= 1) {
    return { magnification: stated, magnificationSource: 'EstimatedRadiographicMagnificationFactor' };
  }
  const detector = instance.dataset.number(Tag.DistanceSourceToDetector) ?? 0;
  const patient = instance.dataset.number(Tag.DistanceSourceToPatient) ?? 0;
  if (patient > 0 && detector >= patient) {
    return { magnification: detector / patient, magnificationSource: 'SourceDistances' };
  }
  return {};
}

/**
 * How lengths on an image may be stated, after PS3.3 10.7.1.3: PixelSpacing of a radiograph is calibrated only
 * where a calibration type says so or where it differs from ImagerPixelSpacing; otherwise it repeats the spacing
 * at the detector.
 */
export function pixelCalibration(instance: Instance): PixelCalibration {
  const { dataset, modality } = instance;
  const stated = instance.frames[0]?.pixelSpacing ?? pair(dataset.numbers(Tag.PixelSpacing));
  if (!PROJECTION.has(modality) && stated) {
    const kind = stated[0] > 0 && stated[1] > 0 ? 'calibrated' : 'placeholder';
    return { kind, source: 'PixelSpacing', ...(kind === 'calibrated' ? { mm: stated } : {}) };
  }
  const imager = pair(dataset.numbers(Tag.ImagerPixelSpacing));
  const scanned = pair(dataset.numbers(Tag.NominalScannedPixelSpacing));
  const type = dataset.text(Tag.PixelSpacingCalibrationType);
  const usable = stated && !isPlaceholder(stated) ? stated : undefined;
  const detector = imager && imager[0] > 0 && imager[1] > 0 ? imager : undefined;
  const differs = usable && detector && (usable[0] !== detector[0] || usable[1] !== detector[1]);
  if (usable && (type !== undefined || differs))
    return { kind: 'calibrated', mm: usable, source: 'PixelSpacing' };
  const magnification = magnificationOf(instance);
  if (detector)
    return { kind: 'detector-plane', mm: detector, source: 'ImagerPixelSpacing', ...magnification };
  if (usable) return { kind: 'detector-plane', mm: usable, source: 'PixelSpacing', ...magnification };
  if (scanned && !isPlaceholder(scanned)) {
    return { kind: 'detector-plane', mm: scanned, source: 'NominalScannedPixelSpacing', ...magnification };
  }
  return stated ? { kind: 'placeholder', source: 'PixelSpacing' } : { kind: 'pixels' };
}
