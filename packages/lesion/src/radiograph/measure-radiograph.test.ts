import { pixelCalibration, readModalityValues } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { frontalRadiograph, rasterise, sceneOf, type Projection, type Scene } from '@calx/phantom';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CancelledError,
  measureRadiograph,
  type Point2,
  type Radiograph,
  type RadiographResult,
} from '../index.ts';

function filmOf({ values, size, spacing, photometric, distances }: Projection): Radiograph {
  return {
    series: 'film',
    name: 'film',
    data: values,
    columns: size[0],
    rows: size[1],
    samplesPerPixel: 1,
    photometric,
    calibration: {
      kind: 'detector-plane',
      mm: [spacing[1], spacing[0]],
      source: 'ImagerPixelSpacing',
      magnification: distances.toDetector / distances.toPatient,
      magnificationSource: 'SourceDistances',
    },
  };
}

const codes = ({ refusals }: RadiographResult): string[] => refusals.map(({ code }) => code);

describe('a film of cobblestones projected from the same scene as the CT', { timeout: 300_000 }, () => {
  let film: Projection;
  let turned: Projection;
  let click: Point2;
  beforeAll(() => {
    const whole = sceneOf('shoulder-tumoral-calcinosis');
    const scene: Scene = {
      ...whole,
      geometry: { ...whole.geometry, size: [112, 172, 88], origin: [-72, -60, -54] },
    };
    const raster = rasterise(scene);
    film = frontalRadiograph(scene, raster);
    turned = frontalRadiograph(scene, raster, 'MONOCHROME1');
    click = film.at[0] ?? [0, 0];
  }, 120_000);

  it('counts the six shadows of twelve nodules and covers the true shadow', () => {
    const { lesions, masks } = measureRadiograph(filmOf(film), { at: click });
    const [lesion] = lesions;
    const [mask] = masks;
    expect(lesion).toMatchObject({
      modality: 'radiograph',
      rule: 'click',
      nodules: { count: 6 },
      mass: null,
    });
    expect(mask?.factor).toBe(1);
    let [both, either] = [0, 0];
    film.shadow.forEach((set, at) => {
      if (set && mask?.mineral[at]) both += 1;
      if (set || mask?.mineral[at]) either += 1;
    });
    expect(both / either).toBeGreaterThan(0.75);
    const proposed = Object.fromEntries((lesion?.proposals ?? []).map((p) => [p.variable, p.value]));
    expect(proposed).toMatchObject({ mineralised: 'yes', pattern: 'multinodular_cobblestone' });
  });

  it('states lengths at the detector, with the estimate in the patient beside them', () => {
    const [lesion] = measureRadiograph(filmOf(film), { at: click }).lesions;
    expect(lesion?.maxDiameter).toMatchObject({
      unit: 'mm',
      calibration: 'detector-plane',
      source: 'ImagerPixelSpacing',
      estimated: { magnification: 1.11, source: 'SourceDistances' },
    });
    const { value = 0, estimated } = lesion?.maxDiameter ?? {};
    expect(estimated?.value).toBeCloseTo(value / 1.11, 6);
    // Three nodules of 14 mm at 13.2 mm steps stand 40.4 mm high, two 27.2 mm wide.
    expect(Math.abs((estimated?.value ?? 0) - Math.hypot(26.4, 13.2) - 14)).toBeLessThan(3);
  });

  /** A box about the shadow of the mass, as a reader would draw it. */
  function drawn(): Point2[] {
    const [first, last] = measureRadiograph(filmOf(film), { at: click }).lesions[0]?.boundingBox ?? [];
    const [[left, top], [right, bottom]] = [first ?? [0, 0], last ?? [0, 0]];
    return [
      [left - 8, top - 8],
      [right + 8, top - 8],
      [right + 8, bottom + 8],
      [left - 8, bottom + 8],
    ];
  }

  it('states pixels where the film is not calibrated, and millimetres of a calibrated one', () => {
    const plain = measureRadiograph(
      { ...filmOf(film), calibration: { kind: 'pixels' } },
      { outline: drawn() },
    );
    expect(plain.lesions[0]?.maxDiameter).toMatchObject({ unit: 'pixels', calibration: 'pixels' });
    expect(plain.lesions[0]?.maxDiameter).not.toHaveProperty('estimated');
    const calibration = { kind: 'calibrated', mm: [0.36, 0.36], source: 'PixelSpacing' } as const;
    const stated = measureRadiograph({ ...filmOf(film), calibration }, { at: click });
    expect(stated.lesions[0]?.maxDiameter).toMatchObject({ unit: 'mm', calibration: 'calibrated' });
  });

  it('gives the same figures when the film is stored turned over (MONOCHROME1)', () => {
    const usual = measureRadiograph(filmOf(film), { at: click });
    const inverted = measureRadiograph(filmOf(turned), { at: click });
    expect(inverted.lesions).toEqual(usual.lesions);
  });

  it('stops on request at every stage', () => {
    const stages = (limit: number): number => {
      let asked = 0;
      const shouldStop = (): boolean => (asked += 1) > limit;
      try {
        measureRadiograph(filmOf(film), { at: click }, { shouldStop });
      } catch (error) {
        expect(error).toBeInstanceOf(CancelledError);
      }
      return asked;
    };
    const all = stages(Infinity);
    expect(all).toBeGreaterThan(3);
    for (let limit = 0; limit < all; limit += 1) expect(stages(limit)).toBe(limit + 1);
  });

  it('measures an outline like the click, and refuses one of three points in a row', () => {
    const [lesion] = measureRadiograph(filmOf(film), { outline: drawn() }).lesions;
    expect(lesion).toMatchObject({ rule: 'outline', nodules: { count: 6 } });
    const inRow: Point2[] = [
      [10, 50],
      [20, 50],
      [30, 50],
    ];
    expect(codes(measureRadiograph(filmOf(film), { outline: inRow }))).toEqual(['radiograph.badOutline']);
  });

  it('refuses an outline that crosses itself or lies outside, but not a small loop where a hand closed it', () => {
    const outlined = (outline: readonly Point2[]): string[] =>
      codes(measureRadiograph(filmOf(film), { outline }));
    const [first, second, ...rest] = drawn();
    if (!first || !second) throw new Error('an outline');
    const [columns, rows] = film.size;
    const far: Point2[] = drawn().map(([x, y]) => [x + columns, y + rows]);
    expect(outlined(far)).toEqual(['radiograph.outlineOutside']);
    const corners: Point2[] = [
      [click[0] - 60, click[1] - 60],
      [click[0] + 60, click[1] + 60],
      [click[0] + 60, click[1] - 60],
      [click[0] - 60, click[1] + 60],
    ];
    expect(outlined(corners)).toEqual(['radiograph.crossedOutline']);
    const stray: Point2 = [second[0] + 1, second[1] + 1];
    expect(outlined([first, second, ...rest, stray])).toEqual([]);
  });

  it('does not measure the side letter, the collimated frame, plain tissue, or without a click', () => {
    const { size } = film;
    const letter: Point2 = [Math.round(0.1 * size[0]) + 2, Math.round(0.1 * size[0]) + 10];
    const at = (point: Point2): string[] => codes(measureRadiograph(filmOf(film), { at: point }));
    expect(at(letter)).toEqual(['radiograph.onOpaque']);
    expect(at([3, 3])).toEqual(['radiograph.onBorder']);
    expect(at([-5, 3])).toEqual(['radiograph.outside']);
    expect(at([Math.round(0.18 * size[0]), Math.round(0.4 * size[1])])).toEqual(['radiograph.nothingHere']);
    expect(codes(measureRadiograph(filmOf(film)))).toEqual(['radiograph.noPoint']);
  });
});

const data = `${process.env['CALX_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))}/data/dicom`;

describe.skipIf(!existsSync(data))('real films (skipped: no shared data here)', { timeout: 240_000 }, () => {
  async function film(path: string): Promise<Radiograph> {
    const study = await openStudy(`${data}/${path}`);
    const instance = study.studies[0]?.series[0]?.instances[0];
    if (!instance?.image) throw new Error(`${path} is no image`);
    const { columns, rows, samplesPerPixel, photometric } = instance.image;
    return {
      series: path,
      name: path,
      data: (await readModalityValues(instance)).data,
      columns,
      rows,
      samplesPerPixel,
      photometric,
      calibration: pixelCalibration(instance),
    };
  }

  it('a dental film (MONOCHROME1, look-up table): letter, fillings and frame are not measured', async () => {
    const image = await film('fo-dicom/CR-ModalitySequenceLUT.dcm');
    const at = (point: Point2): string[] => codes(measureRadiograph(image, { at: point }));
    expect(at([129, 1466])).toEqual(['radiograph.onOpaque']);
    expect(at([558, 1070])).toEqual(['radiograph.onOpaque']);
    // The letter on the other side is no plateau: its strokes are as grey as teeth.
    expect(at([1830, 1466])).toEqual(['radiograph.stroke']);
    expect(at([600, 300])).toEqual(['radiograph.onBorder']);
  });

  it('a hip film: shutter, plain tissue and bone are refused, each by name', async () => {
    const image = await film('nema-wg04/RG2/RG2_J2KR.dcm');
    const at = (point: Point2): string[] => codes(measureRadiograph(image, { at: point }));
    expect(at([60, 1500])).toEqual(['radiograph.onBorder']);
    expect(at([900, 500])).toEqual(['radiograph.nothingHere']);
    expect(at([600, 720])).toEqual(['radiograph.bone']);
    // A surgical clip beside the femoral neck, far from saturation.
    expect(at([972, 841])).toEqual(['radiograph.stroke']);
    expect(at([990, 835])).toEqual(['radiograph.stroke']);
  });

  it('a chest film: a nodule in the lung is measured, but not called mineral', async () => {
    const { lesions, refusals } = measureRadiograph(await film('nema-wg04/RG1/RG1_J2KI.dcm'), {
      at: [1460, 1180],
    });
    expect(lesions[0]?.pixels.count).toBeGreaterThan(1000);
    expect(lesions[0]?.proposals).toEqual([]);
    expect(refusals).toMatchObject([{ code: 'radiograph.mineralOpen', params: { percent: 36 } }]);
  });

  it('a film whose 1 x 1 mm is a placeholder: pixels, never millimetres', async () => {
    const image = await film('radoss-ddh-hip-xray/331_DDH_107.dcm');
    const [lesion] = measureRadiograph(image, { at: [58, 170] }).lesions;
    expect(lesion?.maxDiameter ?? { unit: 'pixels' }).toMatchObject({ unit: 'pixels' });
  });
});
