import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseInstance, pixelCalibration } from './index.ts';
import { ctSlice, type Values } from './part10.fixture.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

const film = (changes: Values) =>
  pixelCalibration(parseInstance(ctSlice(0, { Modality: 'DX', PixelSpacing: '', ...changes })));

describe('pixelCalibration', () => {
  it.each<[string, Values, object]>([
    ['no spacing', {}, { kind: 'pixels' }],
    ['imager spacing', { ImagerPixelSpacing: [0.15, 0.15] }, { kind: 'detector-plane', mm: [0.15, 0.15] }],
    [
      'the same in both',
      { ImagerPixelSpacing: [0.15, 0.15], PixelSpacing: [0.15, 0.15] },
      { kind: 'detector-plane', source: 'ImagerPixelSpacing' },
    ],
    [
      'different in both',
      { ImagerPixelSpacing: [0.15, 0.15], PixelSpacing: [0.12, 0.12] },
      { kind: 'calibrated', mm: [0.12, 0.12] },
    ],
    [
      'a calibration type',
      { PixelSpacing: [0.12, 0.12], PixelSpacingCalibrationType: 'FIDUCIAL' },
      { kind: 'calibrated', mm: [0.12, 0.12] },
    ],
    ['only pixel spacing', { PixelSpacing: [0.2, 0.2] }, { kind: 'detector-plane', source: 'PixelSpacing' }],
    ['one by one', { PixelSpacing: [1, 1] }, { kind: 'placeholder' }],
    ['zero', { PixelSpacing: [0, 0] }, { kind: 'placeholder' }],
    [
      'a stated magnification',
      { ImagerPixelSpacing: [0.15, 0.15], EstimatedRadiographicMagnificationFactor: 1.2 },
      { magnification: 1.2, magnificationSource: 'EstimatedRadiographicMagnificationFactor' },
    ],
    [
      'distances',
      { ImagerPixelSpacing: [0.15, 0.15], DistanceSourceToDetector: 1200, DistanceSourceToPatient: 1000 },
      { magnification: 1.2, magnificationSource: 'SourceDistances' },
    ],
  ])('%s', (_, changes, expected) => {
    expect(film(changes)).toMatchObject(expected);
  });

  it('gives no millimetres where the spacing is not one', () => {
    expect(film({ PixelSpacing: [1, 1] }).mm).toBeUndefined();
    expect(film({}).mm).toBeUndefined();
  });

  it('is that of the slice for CT', () => {
    const ct = pixelCalibration(parseInstance(ctSlice(0)));
    expect(ct).toEqual({ kind: 'calibrated', mm: [0.5, 0.75], source: 'PixelSpacing' });
  });
});

describe.skipIf(!hasShared)(`pixelCalibration of real films ${NEEDS_SHARED}`, () => {
  it.each([
    ['radoss-ddh-hip-xray/331_DDH_1.dcm', 'placeholder'],
    ['nema-wg04/RG1/RG1_J2KI.dcm', 'placeholder'],
    ['nema-wg04/RG2/RG2_RLE.dcm', 'detector-plane'],
    ['seg-sr/highdicom/dx_image.dcm', 'detector-plane'],
    ['fo-dicom/CR-MONO1-10-chest', 'pixels'],
  ])('%s: %s', (file, kind) => {
    expect(pixelCalibration(parseInstance(readFileSync(join(SHARED_DICOM, file)), file)).kind).toBe(kind);
  });
});
