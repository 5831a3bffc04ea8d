import type { PixelCalibration } from '@calx/dicom';

/**
 * A length on a radiograph; it always says which. `detector-plane`: on the detector, larger than in the patient;
 * `calibrated`: in the object, as the file states; `pixels`: the file states nothing usable.
 */
export interface RadiographLength {
  readonly value: number;
  readonly unit: 'mm' | 'pixels';
  readonly calibration: 'detector-plane' | 'calibrated' | 'pixels';
  /** Attribute that the spacing comes from. */
  readonly source?: string;
  /** Size in the patient by the magnification that the file states. */
  readonly estimated?: { readonly value: number; readonly magnification: number; readonly source: string };
}

/** States a length of image pixels (columns and rows of the full image) with what the calibration allows. */
export function lengthOf(columns: number, rows: number, calibration: PixelCalibration): RadiographLength {
  const { kind, mm, source, magnification, magnificationSource } = calibration;
  if (!mm || (kind !== 'calibrated' && kind !== 'detector-plane'))
    return { value: Math.hypot(columns, rows), unit: 'pixels', calibration: 'pixels' };
  const value = Math.hypot(columns * mm[1], rows * mm[0]);
  return {
    value,
    unit: 'mm',
    calibration: kind,
    ...(source ? { source } : {}),
    ...(kind === 'detector-plane' && magnification && magnificationSource
      ? { estimated: { value: value / magnification, magnification, source: magnificationSource } }
      : {}),
  };
}
