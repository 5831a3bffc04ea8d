import { useTranslation } from 'react-i18next';
import { textKey, type MrLesion } from '@calx/lesion';
import { number } from './format.ts';
import classes from './Lesion.module.css';

/** The signal of a lesion against muscle, a sequence each, and the rule by which voxels belong to it. */
export function SignalLine({ measurement }: { readonly measurement: MrLesion }) {
  const { t } = useTranslation();
  const { signal, mass, maxDiameter, muscle } = measurement;
  return (
    <>
      <dl className={classes.line}>
        {signal.map(({ series, role, ratio, class: kind }) => (
          <div key={series}>
            <dt>{t(`dicom:role.${role}`)}</dt>
            <dd data-signal={role}>
              {t('lesion.timesMuscle', {
                ratio: ratio.value.toFixed(2),
                low: ratio.low.toFixed(2),
                high: ratio.high.toFixed(2),
              })}{' '}
              {t(`lesion.signal.${kind}`)}
            </dd>
          </div>
        ))}
        {maxDiameter !== null && (
          <div>
            <dt>{t('lesion.part.diameter')}</dt>
            <dd>{number(maxDiameter)} mm</dd>
          </div>
        )}
        {mass && (
          <div>
            <dt>{t('lesion.part.mass')}</dt>
            <dd>{number(mass.volume)} mm³</dd>
          </div>
        )}
      </dl>
      <p className={classes.rule} data-measure="rule" data-muscle={muscle[0]?.rule}>
        {t(textKey('rule', `mr.${measurement.rule}`))}
        {' · '}
        {t(`lesion.muscle.${muscle[0]?.rule ?? 'proposed'}`)}
      </p>
    </>
  );
}
