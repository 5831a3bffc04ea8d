import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rule } from '@calx/registry';
import classes from '../Registry.module.css';
import { RuleRow } from './RuleRow.tsx';
import type { SubjectGroup } from './subjects.ts';

interface Props {
  readonly kind: 'include' | 'exclude';
  readonly rules: readonly Rule[];
  readonly groups: readonly SubjectGroup[];
  readonly onChange: (rules: Rule[]) => void;
}

/** The inclusion or the exclusion rules of a cohort, applied in this order. */
export function RuleList({ kind, rules, groups, onChange }: Props) {
  const { t } = useTranslation('registry-pages');
  const first = groups[0]?.subjects[0];
  return (
    <section aria-label={t(`cohorts.${kind}`)} data-rules={kind}>
      <h2>{t(`cohorts.${kind}`)}</h2>
      <p className={classes.dim}>{t(`cohorts.${kind}Text`)}</p>
      {rules.map((rule, at) => (
        <RuleRow
          key={at}
          rule={rule}
          name={t(`cohorts.${kind}Rule`, { number: at + 1 })}
          groups={groups}
          onChange={(changed) => onChange(rules.map((other, index) => (index === at ? changed : other)))}
          onRemove={() => onChange(rules.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange([...rules, { reason: first?.label ?? 'age', about: first?.id ?? 'age' }])}
      >
        {t(`cohorts.add.${kind}`)}
      </Button>
    </section>
  );
}
