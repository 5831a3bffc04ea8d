import { useTranslation } from 'react-i18next';
import { loadRelease, valueLabel } from '@calx/knowledge';
import { textKey, type RadiographLength, type RadiographLesion } from '@calx/lesion';
import { useLang } from '../i18n/useLang.ts';
import { number } from './format.ts';
import classes from './Lesion.module.css';

/** What a film shows of a lesion: every length says what it is a length of. */
export function FilmLine({ measurement }: { readonly measurement: RadiographLesion }) {
  const { t } = useTranslation();
  const lang = useLang();
  const release = loadRelease();
  const { maxDiameter, nodules, confluence, homogeneity, rule } = measurement;
  const length = ({ value, calibration, estimated }: RadiographLength): string => {
    const stated = t(`lesion:radiograph.length.${calibration}`, { value: value.toFixed(1) });
    if (!estimated) return stated;
    const params = { value: estimated.value.toFixed(1), magnification: estimated.magnification.toFixed(2) };
    return `${stated} (${t('lesion:radiograph.length.estimated', params)})`;
  };
  const parts: readonly (readonly [string, string])[] = [
    ['diameter', length(maxDiameter)],
    ['nodules', number(nodules.count)],
    ...(confluence ? [['confluence', valueLabel(release, 'confluence', confluence)[lang]] as const] : []),
    ['density', valueLabel(release, 'density', homogeneity)[lang]],
  ];
  return (
    <>
      <dl className={classes.line}>
        {parts.map(([id, text]) => (
          <div key={id}>
            <dt>{t(`lesion.part.${id}`)}</dt>
            <dd data-measure={id}>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.rule} data-measure="rule">
        {t(textKey('rule', `radiograph.${rule}`))}
      </p>
    </>
  );
}
