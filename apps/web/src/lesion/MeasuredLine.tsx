import { useTranslation } from 'react-i18next';
import { showPoint } from '../images/views.ts';
import { middleOf } from './nearest.ts';
import type { ShownMeasurement } from './types.ts';
import { number, quantity } from './format.ts';
import classes from './Lesion.module.css';

/** The numbers of a lesion in one line, each with its unit, and the rule by which voxels belong to it. */
export function MeasuredLine({ measurement }: { readonly measurement: ShownMeasurement }) {
  const { t } = useTranslation();
  const { mineral, maxDiameter, density, nodules, bone, joint, mass } = measurement;
  const { nearest } = bone;
  const parts: readonly (readonly [string, string])[] = [
    ['mineral', quantity(mineral.volume)],
    ['voxels', number(mineral.voxels)],
    ['parts', number(mineral.components.length)],
    ['nodules', number(nodules.count)],
    ['diameter', `${number(maxDiameter)} mm`],
    ['density', `${number(density.mean)} ± ${number(density.sd)}, ≤ ${number(density.max)} HU`],
    ...(bone.touches
      ? [['bone', t('lesion.touches')] as const]
      : bone.distance !== null
        ? [['bone', `${number(bone.distance)} mm`] as const]
        : []),
    ...(joint && joint.distance !== null ? [['joint', `${number(joint.distance)} mm`] as const] : []),
    ...(mass
      ? [
          [
            'mass',
            quantity(typeof mass.volume === 'number' ? { value: mass.volume, unit: 'mm3' } : mass.volume),
          ] as const,
        ]
      : []),
  ];
  return (
    <>
      <dl className={classes.line}>
        {parts.map(([id, text]) => (
          <div key={id}>
            <dt>{t(`lesion.part.${id}`)}</dt>
            <dd data-measure={id}>
              {text}
              {id === 'bone' && nearest && (
                <button type="button" className={classes.goTo} onClick={() => showPoint(middleOf(nearest))}>
                  {t('lesion.show')}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.rule} data-measure="rule">
        {t(`lesion:rule.${measurement.rule}`, { threshold: measurement.thresholdHU })}
        {joint && (joint.why !== null || joint.distance === null) && (
          <span data-measure="joint-why"> · {t(`lesion:joint.${joint.why ?? 'noJoint'}`)}</span>
        )}
      </p>
    </>
  );
}
