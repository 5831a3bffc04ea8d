import { useTranslation } from 'react-i18next';
import { loadRelease, variableLabel } from '@calx/knowledge';
import type { NextAct } from '@calx/diagnosis';
import { useLang, useText } from '../i18n/useLang.ts';
import { percent } from './format.ts';
import classes from './Differential.module.css';

/** Acts listed; the rest tell less. */
const SHOWN = 4;

/** What the images at hand can still answer, then which examination would tell the most, and at what price. */
export function NextTests({ next }: { readonly next: readonly NextAct[] }) {
  const { t } = useTranslation();
  const atHand = next.filter((act) => act.atHand);
  const further = next.filter((act) => !act.atHand).slice(0, SHOWN);
  return (
    <>
      <Acts title={t('differential.atHand')} acts={atHand} />
      <Acts title={t('differential.next')} acts={further} />
    </>
  );
}

function Acts({ title, acts }: { readonly title: string; readonly acts: readonly NextAct[] }) {
  const { t } = useTranslation();
  const text = useText();
  const lang = useLang();
  if (acts.length === 0) return null;
  return (
    <details className={classes.block} open>
      <summary>{title}</summary>
      <ol className={classes.next}>
        {acts.map((act) => (
          <li key={act.act}>
            <strong>{text(act.name)}</strong> {t('differential.bits', { bits: act.bits.toFixed(2) })}
            {!act.atHand && <Price act={act} />}
            <div className={classes.dim}>
              {act.asks
                .map((variable) => variableLabel(loadRelease(), variable)[lang])
                .join(lang === 'zh' ? '、' : ', ')}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** By how much a malignancy is missed less often, and dose, invasiveness and cost class. */
function Price({ act }: { readonly act: NextAct }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { before, after } = act.missedMalignancy;
  const facts = [
    t('differential.missed', { before: percent(before, lang), after: percent(after, lang) }),
    ...(act.doseMSv > 0 ? [t('differential.dose', { dose: act.doseMSv })] : []),
    ...(act.invasiveness === 'none' ? [] : [t(`differential.invasiveness.${act.invasiveness}`)]),
    t('differential.cost', { cost: act.cost }),
  ];
  return (
    <div>
      {facts.join(' · ')}
      {act.heldBackBy && <strong> · {t('differential.heldBack')}</strong>}
    </div>
  );
}
