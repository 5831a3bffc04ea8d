import { Button, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Finding, Variable } from '@calx/knowledge';
import { textKey } from '@calx/lesion';
import { keyOf, type KeyIdOn } from '../app/keys.ts';
import type { LesionProposal } from '../case/document.ts';
import { useLang } from '../i18n/useLang.ts';
import { Mark, markOf } from './Mark.tsx';
import { NumberValue } from './NumberValue.tsx';
import { useFindingActions } from './useFinding.ts';
import { ValueChips } from './ValueChips.tsx';
import { valueText } from './valueText.ts';
import { absentValue, positiveValue, withValue, type ValueState } from './values.ts';
import classes from './Findings.module.css';

interface Props {
  readonly variable: Variable;
  readonly finding: Finding<LesionProposal> | undefined;
  readonly open: boolean;
  readonly highlighted: ReadonlySet<string>;
  readonly onOpen: () => void;
}

/** One variable of the form: its value and mark; opened, its definition and all values. */
export function FindingRow({ variable, finding, open, highlighted, onOpen }: Props) {
  const { t } = useTranslation();
  const lang = useLang();
  const actions = useFindingActions();
  const proposed = finding !== undefined && !finding.confirmed;
  const [positive, negative] = [positiveValue(variable), absentValue(variable)];
  /** Of a variable without yes and no: the one value that the search found. */
  const [found] = highlighted.size === 1 ? highlighted : [];
  const put = (state: ValueState): void => {
    if (found !== undefined) actions.set(variable.id, withValue(variable, finding?.value, found, state));
  };

  const onKey = (id: KeyIdOn<'finding'>): boolean => {
    if (id === 'present' && positive) actions.set(variable.id, positive);
    else if (id === 'present' && found === undefined) onOpen();
    else if (id === 'present') put('present');
    else if (id === 'absent' && negative) actions.set(variable.id, negative);
    else if (id === 'absent') put('absent');
    else if (id === 'clear') actions.clear(variable.id);
    else if (id === 'accept' && proposed) actions.accept(variable.id, finding.value);
    else if (id === 'accept') onOpen();
    else if (id === 'refuse' && proposed) actions.refuse(variable.id, finding.value);
    else return false;
    return true;
  };

  return (
    <div
      role="group"
      tabIndex={0}
      className={classes.row}
      data-variable={variable.id}
      data-open={open}
      aria-label={variable.label[lang]}
      onKeyDown={(event) => {
        const pressed = event.target === event.currentTarget ? keyOf('finding', event) : undefined;
        if (!pressed) return;
        if (pressed.id === 'walk') moveFocus(event.currentTarget, pressed.index === 0 ? -1 : 1);
        else if (!onKey(pressed.id)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className={classes.line}>
        <button type="button" tabIndex={-1} className={classes.label} aria-expanded={open} onClick={onOpen}>
          {variable.label[lang]}
        </button>
        <span className={classes.value}>{finding ? valueText(variable, finding.value, lang) : ''}</span>
        {finding && <Mark kind={markOf(finding)} />}
        {proposed && (
          <span className={classes.decide}>
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => actions.accept(variable.id, finding.value)}
            >
              {t('findings.accept')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => actions.refuse(variable.id, finding.value)}
            >
              {t('findings.refuse')}
            </Button>
          </span>
        )}
      </div>
      {proposed && finding.proposals.some(({ because }) => because) && (
        <p className={classes.because}>
          {t('differential.because', {
            reasons: [
              ...new Set(
                finding.proposals
                  .flatMap(({ because = [] }) => because)
                  .map(({ code, params }) => t(textKey('because', code), { ...params })),
              ),
            ].join('; '),
          })}
        </p>
      )}
      {open && (
        <div className={classes.detail}>
          {variable.definition && (
            <Text size="xs" c="dimmed">
              {variable.definition[lang]}
            </Text>
          )}
          {variable.kind === 'category' && (
            <ValueChips
              variable={variable}
              value={finding?.value}
              highlighted={highlighted}
              onChange={(value) => actions.set(variable.id, value)}
            />
          )}
          {variable.kind === 'number' && (
            <NumberValue
              variable={variable}
              value={typeof finding?.value === 'number' ? finding.value : undefined}
              onChange={(value) => actions.set(variable.id, value)}
            />
          )}
          {variable.kind === 'text' && (
            <TextInput
              size="xs"
              aria-label={variable.label[lang]}
              value={typeof finding?.value === 'string' ? finding.value : ''}
              onChange={(event) => actions.set(variable.id, event.currentTarget.value || undefined)}
            />
          )}
          {finding && finding.proposals.length > 0 && finding.confirmed && (
            <Text size="xs" c="dimmed">
              {t('findings.machineSays', {
                value: finding.proposals
                  .map((proposal) => valueText(variable, proposal.value, lang))
                  .join(', '),
              })}
            </Text>
          )}
        </div>
      )}
    </div>
  );
}

/** Arrow keys walk through the rows of the form. */
function moveFocus(row: HTMLElement, way: -1 | 1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-variable]')];
  rows[rows.indexOf(row) + way]?.focus();
}
