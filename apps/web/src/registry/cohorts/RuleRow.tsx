import { MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rule } from '@calx/registry';
import { IconButton } from '../../app/IconButton.tsx';
import { useLang } from '../../i18n/useLang.ts';
import classes from '../Registry.module.css';
import { ruleText, type SubjectGroup } from './subjects.ts';

interface Props {
  readonly rule: Rule;
  /** "Inclusion rule 2": names the fields of the row. */
  readonly name: string;
  readonly groups: readonly SubjectGroup[];
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
}

/** One rule: what it is about, which values, and the reason that the flow diagram prints. */
export function RuleRow({ rule, name, groups, onChange, onRemove }: Props) {
  const { t } = useTranslation(['registry-pages', 'registry', 'web']);
  const lang = useLang();
  const subjects = groups.flatMap((group) => group.subjects);
  const subject = subjects.find(({ id }) => id === rule.about);
  const written = (about: string, rest: Omit<Rule, 'reason' | 'about'>): string => {
    const found = subjects.find(({ id }) => id === about);
    return found ? ruleText({ about, ...rest }, found, lang) : about;
  };
  /** A reason that the reader wrote stays; the one written for them follows the rule. */
  const change = (about: string, rest: Omit<Rule, 'reason' | 'about'>): void => {
    const { is, min, max } = rule;
    const own = rule.reason !== '' && rule.reason !== written(rule.about, { is, min, max });
    onChange({ reason: own ? rule.reason : written(about, rest), about, ...rest });
  };
  const bound = (key: 'min' | 'max', typed: string): void => {
    const { min, max } = rule;
    const value = typed === '' ? undefined : subject?.kind === 'number' ? Number(typed) : typed;
    const next = { min, max, [key]: value };
    change(rule.about, {
      ...(next.min !== undefined && { min: next.min }),
      ...(next.max !== undefined && { max: next.max }),
    });
  };
  return (
    <div className={classes.rule} role="group" aria-label={name} data-rule={rule.about}>
      <NativeSelect
        size="xs"
        aria-label={t('cohorts.about')}
        value={rule.about}
        onChange={(event) => change(event.currentTarget.value, {})}
        data={groups.map(({ label, subjects: items }) => ({
          group: label,
          items: items.map(({ id, label: text }) => ({ value: id, label: text })),
        }))}
      />
      {subject?.kind === 'values' ? (
        <MultiSelect
          size="xs"
          searchable
          aria-label={t('cohorts.values')}
          {...(rule.is?.length ? {} : { placeholder: t('cohorts.anyStated') })}
          data={[...subject.values]}
          value={rule.is ?? []}
          onChange={(is) => change(rule.about, is.length > 0 ? { is } : {})}
          hidePickedOptions
          nothingFoundMessage={t('cohorts.noSuchValue')}
        />
      ) : (
        <div className={classes.bounds}>
          {(['min', 'max'] as const).map((key) => (
            <TextInput
              key={key}
              size="xs"
              type={subject?.kind === 'date' ? 'date' : 'number'}
              aria-label={t(`cohorts.${key}`)}
              placeholder={t(`cohorts.${key}`)}
              value={String(rule[key] ?? '')}
              onChange={(event) => bound(key, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
      <TextInput
        size="xs"
        aria-label={t('cohorts.reason')}
        placeholder={t('cohorts.reason')}
        maxLength={200}
        value={rule.reason}
        onChange={(event) => onChange({ ...rule, reason: event.currentTarget.value })}
      />
      <IconButton label={`${t('remove')}: ${name}`} onClick={onRemove}>
        <span aria-hidden>✕</span>
      </IconButton>
    </div>
  );
}
