import { descriptionOf } from './contrast.ts';
import { mrRole } from './role-mr.ts';
import { radiographRole } from './role-radiograph.ts';
import { DESCRIPTION_WORDS, ROLE_RULES, type Plane, type RoleRules, type Side } from './role-rules.ts';
import type { Instance } from './instance.ts';
import type { Reason, RoleGuess } from './role-reason.ts';
import { quantityOf } from './modality.ts';
import { isLocalizer } from './stacks.ts';
import { cross, unit } from './vector.ts';

export interface SeriesRole extends RoleGuess {
  readonly plane?: Plane;
  readonly side?: Side;
  readonly bodyPart?: 'pelvis' | 'limb';
}

function planeOf(instances: readonly Instance[], rules: RoleRules): Plane | undefined {
  const orientation = instances
    .flatMap((instance) => instance.frames)
    .find((frame) => frame.orientation)?.orientation;
  if (!orientation) return undefined;
  const [x, y, z] = unit(cross(orientation[0], orientation[1])).map(Math.abs) as [number, number, number];
  if (z >= rules.planeCosine) return 'axial';
  if (y >= rules.planeCosine) return 'coronal';
  return x >= rules.planeCosine ? 'sagittal' : 'oblique';
}

const SIDES: Readonly<Record<string, Side>> = { L: 'left', R: 'right', B: 'both' };

function sideOf(instance: Instance): Side | undefined {
  const said = SIDES[instance.series.laterality.toUpperCase()];
  if (said) return said;
  const words = `${descriptionOf(instance)} / ${instance.study.description}`;
  const left = DESCRIPTION_WORDS.left.test(words);
  const right = DESCRIPTION_WORDS.right.test(words);
  if (left === right) return undefined;
  return left ? 'left' : 'right';
}

function bodyPartOf(instance: Instance): 'pelvis' | 'limb' {
  const words = [instance.series.bodyPart, descriptionOf(instance), instance.study.description].join(' ');
  return DESCRIPTION_WORDS.pelvis.test(words) ? 'pelvis' : 'limb';
}

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const DOCUMENTS: ReadonlySet<string> = new Set([
  'SR',
  'KO',
  'PR',
  'DOC',
  'RTSTRUCT',
  'RTPLAN',
  'RTDOSE',
  'REG',
]);
const FILMS: ReadonlySet<string> = new Set(['CR', 'DX', 'RG', 'RF', 'IO', 'PX']);

function ctRole(instance: Instance, rules: RoleRules): RoleGuess {
  const type = instance.image?.type.join('\\') ?? '';
  const because: Reason[] = [{ code: 'modality', params: { modality: 'CT' } }];
  if (type !== '') because.push({ code: 'image-type', params: { type } });
  const localizer = instance.image && isLocalizer(instance.image);
  const frame = instance.frames[0];
  if (!localizer && frame?.rescale && quantityOf(instance, frame) !== 'HU') {
    // Perfusion and other parameter maps are stored as CT but hold no Hounsfield units.
    return { role: 'other', confidence: rules.confidence.attribute, because };
  }
  return { role: localizer ? 'ct-localizer' : 'ct', confidence: rules.confidence.attribute, because };
}

function guess(instance: Instance, rules: RoleRules): RoleGuess {
  const { modality, sopClassUID } = instance;
  const byModality: Reason = { code: 'modality', params: { modality: modality || '-' } };
  const sure = { confidence: rules.confidence.attribute, because: [byModality] };
  if (modality === 'SEG') return { role: 'segmentation', ...sure };
  if (DOCUMENTS.has(modality)) return { role: 'report', ...sure };
  const captured = sopClassUID.startsWith(SECONDARY_CAPTURE) || instance.image?.type[1] === 'SECONDARY';
  const slices = modality === 'CT' || modality === 'MR';
  if (sopClassUID.startsWith(SECONDARY_CAPTURE) || (captured && slices && !instance.frames[0]?.position)) {
    return { role: 'capture', ...sure, because: [byModality, { code: 'sop-class', params: {} }] };
  }
  if (modality === 'CT') return ctRole(instance, rules);
  if (modality === 'MR') return mrRole(instance, descriptionOf(instance), rules);
  if (FILMS.has(modality)) return radiographRole(instance, descriptionOf(instance), rules);
  return { role: 'other', ...sure };
}

/**
 * What a series is for, from its headers, how sure that is (0 to 1) and why. A person may correct it.
 * @param series the instances of one series.
 */
export function seriesRole(
  series: { readonly instances: readonly Instance[] },
  rules: RoleRules = ROLE_RULES,
): SeriesRole {
  const [first] = series.instances;
  if (!first) return { role: 'other', confidence: 0, because: [{ code: 'unknown', params: {} }] };
  // A scout that was filed with its slices does not make the series a localizer.
  const typical =
    series.instances.find((instance) => instance.image && !isLocalizer(instance.image)) ?? first;
  const plane = FILMS.has(typical.modality) ? undefined : planeOf([typical], rules);
  const side = sideOf(typical);
  return {
    ...guess(typical, rules),
    ...(plane ? { plane } : {}),
    ...(side ? { side } : {}),
    ...(FILMS.has(typical.modality) ? { bodyPart: bodyPartOf(typical) } : {}),
  };
}
