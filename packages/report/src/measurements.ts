import { stated } from './history.ts';
import { roleOf } from './technique.ts';
import type { CaseReading, Quantity, ReportLesion, Sentence } from './types.ts';
import { formatNumber, formatQuantity, valueOf, type Words } from './words.ts';

/** Everything measured on the voxels, lesion by lesion, and what could not be measured. */
export function measurementSentences(words: Words, reading: CaseReading): Sentence[] {
  const lesions = reading.lesions ?? [];
  return [
    ...(lesions.length === 0 && reading.study ? [stated('measure.none', words.t('measure.none'))] : []),
    ...lesions.flatMap((lesion, index) => lesionSentences(words, reading, lesion, index + 1)),
    ...(reading.notes ?? []).map((note, index) => stated(`measure.repaired.${index + 1}`, note)),
    ...(reading.refusals ?? []).map(({ where, why }, index) =>
      stated(
        `measure.refused.${index + 1}`,
        words.t('measure.refused', { where: refusedAt(words, reading, where), why }),
      ),
    ),
  ];
}

/** The series in which something was not measured; what is missing altogether is named by the reason itself. */
function refusedAt(words: Words, { study }: CaseReading, where: string | undefined): string {
  const series = study?.series.find(({ seriesUID }) => seriesUID === where);
  return series ? words.t('measure.refusedAt', { where: roleOf(words, series) }) : '';
}

/** A clause of one measurement: its key below `lesion.<n>.` and its text, or nothing where it was not measured. */
type Part = readonly [key: string, text: string] | null;

function lesionSentences(words: Words, reading: CaseReading, lesion: ReportLesion, n: number): Sentence[] {
  const parts: Part[] = [
    head(words, reading, lesion, n),
    mineral(words, lesion),
    diameter(words, lesion),
    mass(words, lesion),
    nodules(words, lesion),
    density(words, lesion),
    lesion.surface && lesion.sphericity
      ? [
          'surface',
          words.t('measure.surface', {
            surface: formatQuantity(lesion.surface),
            sphericity: formatNumber(valueOf(lesion.sphericity), 2),
          }),
        ]
      : null,
    bone(words, lesion),
    joint(words, lesion),
    zonality(words, lesion),
    ...signals(words, lesion),
  ];
  return parts
    .filter((part) => part !== null)
    .map(([key, text]) => ({
      id: `lesion.${n}.${key}`,
      text,
      basis: [`lesion:${n}`, `series:${lesion.series}`],
      how: 'measured',
      confirmed: lesion.confirmed ?? false,
    }));
}

function head(words: Words, reading: CaseReading, lesion: ReportLesion, n: number): Part {
  const series = reading.study?.series.find(({ seriesUID }) => seriesUID === lesion.series);
  const where = series ? words.t('measure.on', { role: roleOf(words, series) }) : '';
  if (lesion.thresholdHU === null || lesion.thresholdHU === undefined) {
    return ['head', words.t('measure.headPlain', { n, where })];
  }
  const threshold = formatNumber(lesion.thresholdHU, 0);
  return ['head', words.t('measure.head', { n, where, threshold })];
}

function mineral(words: Words, { mineral }: ReportLesion): Part {
  if (!mineral) return null;
  const { volume, components } = mineral;
  const bounds =
    typeof volume === 'object' && volume.low !== undefined && volume.high !== undefined
      ? words.t('measure.bounds', { low: formatQuantity(volume.low), high: formatQuantity(volume.high) })
      : '';
  return [
    'mineral',
    words.t('measure.mineral', {
      volume: formatQuantity(volume),
      bounds,
      components: words.t(components.length === 1 ? 'measure.onePiece' : 'measure.pieces', {
        count: components.length,
      }),
    }),
  ];
}

/** The largest diameter where it is one in space; a length on a film is a projection. */
export const diameterInSpace = ({ maxDiameter }: ReportLesion): Quantity | null =>
  maxDiameter && (typeof maxDiameter === 'number' || !('calibration' in maxDiameter)) ? maxDiameter : null;

/** The largest diameter as the report states it; a length on a film says what it is a length of. */
export function diameterText(words: Words, length: NonNullable<ReportLesion['maxDiameter']>): string {
  if (typeof length === 'number' || !('calibration' in length)) {
    return words.t('measure.length.mm', { value: formatQuantity(length) });
  }
  const { value, calibration, estimated } = length;
  const stated = words.t(`measure.length.${calibration}`, { value: formatQuantity(value) });
  if (!estimated) return stated;
  return words.t('measure.length.estimated', {
    stated,
    value: formatQuantity(estimated.value),
    magnification: formatNumber(estimated.magnification, 2),
  });
}

function diameter(words: Words, { maxDiameter }: ReportLesion): Part {
  if (!maxDiameter) return null;
  return ['maxDiameter', words.t('measure.maxDiameter', { length: diameterText(words, maxDiameter) })];
}

/** Signal against muscle, a sequence each. */
function signals(words: Words, { signal = [] }: ReportLesion): Part[] {
  return signal.map(({ role, ratio: { value, low, high } }, index) => [
    `signal.${index + 1}`,
    words.t('measure.signal', {
      role: words.optional(`role.${role}`) || role,
      ratio: formatNumber(value, 2),
      low: formatNumber(low, 2),
      high: formatNumber(high, 2),
    }),
  ]);
}

function nodules(words: Words, { nodules }: ReportLesion): Part {
  if (!nodules || nodules.count === 0) return null;
  if (!nodules.volumes) return ['nodules', words.t('measure.nodulesSeen', { count: nodules.count })];
  if (nodules.volumes.length === 0) return null;
  return [
    'nodules',
    words.t('measure.nodules', {
      count: nodules.count,
      smallest: formatQuantity(Math.min(...nodules.volumes)),
      largest: formatQuantity(Math.max(...nodules.volumes)),
    }),
  ];
}

function density(words: Words, { density }: ReportLesion): Part {
  if (!density) return null;
  const { mean, sd, p10, p90, max } = density;
  const round = (value: number): string => formatNumber(value, 0);
  return [
    'density',
    words.t('measure.density', {
      mean: round(mean),
      sd: round(sd),
      p10: round(p10),
      p90: round(p90),
      max: round(max),
    }),
  ];
}

function mass(words: Words, { mass }: ReportLesion): Part {
  if (!mass) return null;
  const key = mass.outline === 'found' ? 'measure.massFound' : 'measure.mass';
  return ['mass', words.t(key, { volume: formatQuantity(mass.volume) })];
}

function joint(words: Words, { joint }: ReportLesion): Part {
  if (!joint) return null;
  if (joint.distance === null || joint.low === null)
    return ['joint', words.t(`measure.${joint.why ?? 'noJoint'}`)];
  const [value, slack] = [joint.distance, joint.distance - joint.low].map((mm) => formatNumber(mm, 0));
  const key = joint.why === 'otherSpace' ? 'measure.jointOtherSpace' : 'measure.jointDistance';
  return ['joint', words.t(key, { value: value ?? '', slack: slack ?? '' })];
}

/** Where in the mass the mineral lies; without the mass's outline only a rim shows. */
function zonality(words: Words, { zonality, zonalityIn }: ReportLesion): Part {
  if (!zonality) return null;
  const shown = zonality === 'none' && zonalityIn === 'mineral' ? 'noOutline' : zonality;
  return ['zonality', words.t(`measure.zonality.${shown}`)];
}

function bone(words: Words, { bone }: ReportLesion): Part {
  if (!bone) return null;
  if (bone.touches) {
    const area = bone.contactArea;
    return [
      'bone',
      area && valueOf(area) > 0
        ? words.t('measure.boneTouches', { area: formatQuantity(area) })
        : words.t('measure.boneContact'),
    ];
  }
  if (bone.distance === null) return ['bone', words.t('measure.boneUnknown')];
  return ['bone', words.t('measure.boneDistance', { value: formatQuantity(bone.distance) })];
}
