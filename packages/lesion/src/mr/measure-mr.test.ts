import { buildVolume, type Vec3 } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { magneticResonance, partShare, rasterise, sceneOf, truthOf, type Scene } from '@calx/phantom';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { measureMr, type MrResult, type MrSequence } from '../index.ts';

interface Study {
  readonly sequences: readonly MrSequence[];
  readonly truth: ReturnType<typeof truthOf>['lesions'][number];
  /** The whole mass with its mineral, by construction. */
  readonly mass: Uint8Array;
}

/** The MR series of a phantom about its lesion, with what is known of it. */
function phantom(name: string, noise?: number, seed = 0): Study {
  const whole = sceneOf(name);
  const centre = whole.lesions[0]?.at ?? [0, 0, 0];
  const { spacing } = whole.geometry;
  const size = [132, 110, 76] as const;
  const origin = centre.map((at, axis) => at - ((size[axis] ?? 0) / 2) * (spacing[axis] ?? 1));
  const scene: Scene = {
    ...whole,
    seed: whole.seed + seed,
    geometry: { ...whole.geometry, size, origin: origin as unknown as Vec3 },
  };
  const raster = rasterise(scene);
  const [truth] = truthOf(scene, raster).lesions;
  if (!truth) throw new Error(`${name} has no lesion`);
  const sequences = magneticResonance(scene, raster, noise).map(({ role, spec, values }): MrSequence => ({
    volume: { ...scene.geometry, data: values, quantity: 'arbitrary', seriesUID: role, modality: 'MR' },
    name: spec.description,
    role,
    roleConfidence: 1,
    frameOfReference: 'phantom',
    fatSuppressed: role.endsWith('-fs'),
    gravity: [0, 1, 0],
  }));
  const soft = partShare(scene, raster, 'mass');
  const mass = Uint8Array.from(partShare(scene, raster, 'mineral'), (share, at) =>
    share + (soft[at] ?? 0) > 0.5 ? 1 : 0,
  );
  return { sequences, truth, mass };
}

/** The same images moved along the rows by whole voxels: a patient who moved between two series. */
function moved(sequence: MrSequence, voxels: number): MrSequence {
  const { data, size } = sequence.volume;
  const values = data.map((_, at) => {
    const from = (at % size[0]) - voxels;
    return from >= 0 && from < size[0] ? (data[at - voxels] ?? 0) : 0;
  });
  return { ...sequence, volume: { ...sequence.volume, data: values } };
}

/** A study that lacks all but the named sequences. */
function only({ sequences }: Pick<Study, 'sequences'>, ...roles: readonly string[]): readonly MrSequence[] {
  return sequences.filter(({ role }) => roles.includes(role));
}

const codes = ({ refusals }: MrResult): string[] => refusals.map(({ code }) => code);

describe('MR of phantoms whose truth is known', { timeout: 300_000 }, () => {
  const cobblestones = phantom('hip-tumoral-calcinosis');

  it('calcified lobules are dark against a proposed muscle on every sequence, and calcium stays open', () => {
    const { sequences, truth } = cobblestones;
    const result = measureMr(sequences, { at: truth.at, series: 'mr-t2' });
    const [lesion] = result.lesions;
    expect(lesion).toMatchObject({
      modality: 'MR',
      series: 'mr-t2',
      rule: 'click',
      mineral: null,
      bone: null,
    });
    expect(lesion?.signal.map((signal) => signal.class)).toEqual(Array.from({ length: 5 }, () => 'dark'));
    // Calcium 15 and muscle 100 by construction; Rician noise lifts the dark signal a little.
    for (const { role, ratio, muscle } of lesion?.signal ?? []) {
      if (role === 'mr-t2-star') continue;
      expect(ratio.value).toBeGreaterThan(0.12);
      expect(ratio.value).toBeLessThan(0.19);
      expect(Math.abs(muscle.mean - (role === 'mr-t1-post' ? 120 : 100))).toBeLessThan(1);
    }
    expect(lesion?.muscle[0]).toMatchObject({ rule: 'proposed' });
    const proposed = Object.fromEntries((lesion?.proposals ?? []).map((p) => [p.variable, p.value]));
    expect(proposed).toMatchObject({ t1: 'hypo', t2: 'hypo', t2_fat_suppressed: 'hypo' });
    expect(proposed).not.toHaveProperty('mineralised');
    expect(codes(result)).toContain('mr.noCalcium');
  });

  it('a given muscle is used as given; a missing sequence is named', () => {
    const { truth } = cobblestones;
    const sequences = only(cobblestones, 'mr-t1');
    const result = measureMr(sequences, { at: truth.at, muscle: [20, 40, -30] });
    expect(result.lesions[0]?.muscle).toMatchObject([{ rule: 'click', centre: [20, 40, -30] }]);
    expect(codes(result)).toEqual([
      'mr.noGradientEcho',
      'mr.missingContrast',
      'mr.noCalciumT1',
      'mr.missingT2',
      'mr.missingT2Fs',
    ]);
    expect(result.lesions[0]).toMatchObject({ enhancement: null, blooming: null, fluidLevel: null });
  });

  it('refuses a reference region across fat, a point outside, another frame, and no point', () => {
    const { truth } = cobblestones;
    const sequences = only(cobblestones, 'mr-t1');
    const [first] = sequences;
    if (!first) throw new Error('one sequence');
    expect(codes(measureMr(sequences, { at: truth.at, muscle: [-14, 59, -30] }))).toContain('mr.muscleMixed');
    expect(codes(measureMr(sequences, { at: [500, 0, 0] }))).toContain('mr.outside');
    expect(codes(measureMr(sequences))).toContain('mr.noPoint');
    const carried = {
      geometry: first.volume,
      mask: new Uint8Array(first.volume.data.length),
      frameOfReference: 'another',
      name: 'CT',
    };
    expect(codes(measureMr(sequences, { carried }))).toContain('mr.otherFrame');
    expect(codes(measureMr([]))).toEqual(['mr.noSequence']);
  });

  it('septa of cobblestones are bright strands, enhance as a rim or mesh, and mineral blooms', () => {
    const { sequences, truth, mass } = cobblestones;
    const [clicked] = measureMr(sequences, { at: truth.at, series: 'mr-t2' }).lesions;
    expect(clicked).toMatchObject({
      strands: { present: true },
      fluidLevel: false,
      blooming: { present: true },
    });
    const [outlined] = measureMr(sequences, { mask: mass, series: 'mr-t2' }).lesions;
    expect(['rim', 'mesh']).toContain(outlined?.enhancement?.pattern);
    expect(outlined?.proposals).toContainEqual(
      expect.objectContaining({ variable: 'enhancement', value: 'peripheral_septal' }),
    );
    expect(outlined?.enhancement?.alignment.residual).toBeLessThan(0.2);
  });

  it('before and after contrast that do not align are refused with the shift found', () => {
    const { sequences, mass } = cobblestones;
    const shifted = sequences.map((one) => (one.role === 'mr-t1-post' ? moved(one, 4) : one));
    const result = measureMr(shifted, { mask: mass, series: 'mr-t1' });
    expect(result.lesions[0]?.enhancement).toBeNull();
    const refusal = result.refusals.find(({ code }) => code === 'mr.misaligned');
    expect(Math.abs(Number(refusal?.params['shift']) - 4 * 0.7)).toBeLessThan(0.3);
    const otherFat = sequences.map((one) =>
      one.role === 'mr-t1-post' ? { ...one, fatSuppressed: true } : one,
    );
    expect(codes(measureMr(otherFat, { mask: mass, series: 'mr-t1' }))).toContain('mr.fatDiffers');
  });

  it('a fluid level is seen against gravity, and not when gravity points elsewhere or is unknown', () => {
    const { sequences, mass } = phantom('hip-tumoral-calcinosis-levels');
    const level = (gravity?: Vec3): boolean | null | undefined => {
      const turned = only({ sequences }, 'mr-t2').map(({ gravity: _supine, ...rest }) => ({
        ...rest,
        ...(gravity ? { gravity } : {}),
      }));
      return measureMr(turned, { mask: mass, series: 'mr-t2' }).lesions[0]?.fluidLevel;
    };
    expect(level([0, 1, 0])).toBe(true);
    expect(level([0, -1, 0])).toBe(false);
    expect(level()).toBeNull();
  });

  it.each([
    [2, 1000],
    [8, 2000],
  ])('a click on sediment sees the fluid above it, at noise %s', (noise, seed) => {
    const { sequences, truth } = phantom('hip-tumoral-calcinosis-levels', noise, seed);
    for (const series of ['mr-t1', 'mr-t2']) {
      const [lesion] = measureMr(sequences, { at: truth.at, series }).lesions;
      expect(lesion, series).toMatchObject({ rule: 'click', fluidLevel: true });
      const proposed = Object.fromEntries((lesion?.proposals ?? []).map((p) => [p.variable, p.value]));
      expect(proposed, series).toMatchObject({ t1: 'hypo', t2: 'hypo', gre_blooming: 'yes' });
    }
  });

  it('a sarcoma enhances as a whole; a click on one of its clumps does not pass for a rim', () => {
    const { sequences, truth, mass } = phantom('hip-sarcoma');
    const [outlined] = measureMr(sequences, { mask: mass, series: 'mr-t2' }).lesions;
    expect(outlined?.enhancement).toMatchObject({ pattern: 'solid' });
    expect(outlined?.proposals).toContainEqual(
      expect.objectContaining({ variable: 'enhancement', value: 'homogeneous_avid' }),
    );
    const clicked = measureMr(sequences, { at: truth.at, series: 'mr-t2' });
    expect(clicked.lesions[0]?.enhancement).toBeNull();
    expect(codes(clicked)).toContain('mr.enhancesBeyond');
    // What holds of a clump need not hold of the mass.
    expect(clicked.lesions[0]?.partial).toBe(true);
    for (const { variable, confidence } of clicked.lesions[0]?.proposals ?? [])
      if (variable.startsWith('t') && variable !== 't2_bright_strands') expect(confidence).toBeLessThan(0.6);
  });
});

const sample = fileURLToPath(new URL('../../../../samples/sts-045/MR_T1', import.meta.url));

const shared = join(
  process.env['CALX_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url)),
  'data/dicom/sts-soft-tissue-sarcoma/sts-036/MR_T1',
);

async function t1Of(path: string): Promise<MrSequence> {
  const study = await openStudy(path);
  const [series] = study.studies[0]?.series ?? [];
  if (!series) throw new Error('no series');
  return {
    volume: await buildVolume(series.instances),
    name: series.name,
    role: 'mr-t1',
    roleConfidence: 1,
    frameOfReference: series.instances[0]?.frameOfReferenceUID ?? '',
    fatSuppressed: false,
  };
}

it.skipIf(!existsSync(shared))(
  'a region that ends within tissue of like signal is no mass with an edge (needs the shared reference images)',
  { timeout: 300_000 },
  async () => {
    const result = measureMr([await t1Of(shared)], { at: [50.8, -42, -683.1] });
    expect(result.lesions[0]).toMatchObject({ rule: 'sample', mass: null, maxDiameter: null });
    expect(result.lesions[0]?.signal[0]?.class).toBe('equal');
    expect(codes(result)).toContain('mr.noEdge');
  },
);

describe.skipIf(!existsSync(sample))(
  'the sample patient (skipped where samples are not installed)',
  { timeout: 300_000 },
  () => {
    it('a sarcoma equal to muscle on T1: equal, no edge found, calcium not assessable', async () => {
      const result = measureMr([await t1Of(sample)], { at: [70, 10, 880] });
      expect(result.lesions[0]).toMatchObject({ rule: 'sample', mass: null, maxDiameter: null });
      expect(result.lesions[0]?.signal[0]?.class).toBe('equal');
      expect(codes(result)).toEqual(expect.arrayContaining(['mr.noEdge', 'mr.noCalciumT1']));
    });
  },
);
