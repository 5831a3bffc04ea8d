import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FindingInput, Variable } from '@calx/knowledge';
import { keyOf } from '../app/keys.ts';
import { useLang } from '../i18n/useLang.ts';
import { hasPicture, TermPicture } from '../terms/TermPicture.tsx';
import { nextState, valueState, withValue, type ValueState } from './values.ts';
import classes from './Findings.module.css';

interface Props {
  readonly variable: Variable;
  readonly value: FindingInput | undefined;
  readonly highlighted: ReadonlySet<string>;
  readonly onChange: (value: FindingInput | undefined) => void;
}

const SIGN: Readonly<Record<ValueState, string>> = { present: '✓ ', absent: '✕ ', possible: '? ', open: '' };
/** States in the order of their keys. */
const STATES: readonly ValueState[] = ['present', 'absent', 'open'];

/** The values of a variable; a click walks present, absent, open, and Y, N, U say it in one key. */
export function ValueChips({ variable, value, highlighted, onChange }: Props) {
  const { t } = useTranslation();
  const lang = useLang();
  const [told, setTold] = useState<string | null>(null);
  const meaning = variable.values.find(({ id }) => id === told)?.definition?.[lang];
  const put = (id: string, state: ValueState): void => onChange(withValue(variable, value, id, state));
  return (
    <>
      {variable.values.some(({ definition }) => definition) && (
        <p className={classes.meaning} aria-live="polite">
          {meaning}
        </p>
      )}
      <div className={classes.chips}>
        {variable.values.map(({ id, label }) => {
          const state = valueState(value, id);
          return (
            <UnstyledButton
              key={id}
              className={classes.chip ?? ''}
              data-state={state}
              data-found={highlighted.has(id)}
              onFocus={() => setTold(id)}
              onPointerEnter={() => setTold(id)}
              aria-label={`${label[lang]}: ${t(`findings.state.${state}`)}`}
              onClick={() => put(id, nextState(variable, state))}
              onKeyDown={(event) => {
                const pressed = keyOf('value', event);
                const wanted = pressed && STATES[pressed.index];
                if (!wanted) return;
                event.preventDefault();
                event.stopPropagation();
                put(id, wanted);
              }}
            >
              <TermPicture variable={variable.id} value={id} />
              <span>
                <span aria-hidden>{SIGN[state]}</span>
                {label[lang]}
              </span>
            </UnstyledButton>
          );
        })}
      </div>
      {variable.values.some(({ id }) => hasPicture(variable.id, id)) && (
        <p className={classes.schematic}>{t('findings.schematic')}</p>
      )}
    </>
  );
}
