import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { loadRelease } from '@calx/knowledge';
import type { Target } from '@calx/registry';
import { useLang } from '../../i18n/useLang.ts';
import { subjectGroups } from '../cohorts/subjects.ts';
import classes from '../Registry.module.css';

interface Props {
  readonly column: string;
  readonly target: Target | null;
  readonly onChange: (target: Target | null) => void;
}

const FACTS = ['id', 'age', 'sex', 'date', 'diagnosis', 'provenBy', 'examinations', 'note'] as const;
/** Between several values in one cell. */
const SPLITS = [';', ',', '|', '、', '；'] as const;
/** Facts and findings that may hold several values in one cell. */
const mayHoldSeveral = ({ to }: Target): boolean => to === 'finding' || to === 'examinations';

/** What a column is taken for: a fact of the case, a finding, a laboratory value, or nothing. */
export function TargetPicker({ column, target, onChange }: Props) {
  const { t } = useTranslation(['registry-pages', 'registry', 'web']);
  const lang = useLang();
  const { laboratory } = loadRelease();
  const findings = subjectGroups(lang, t).slice(1);
  const choose = (key: string): void => {
    const [to = '', name] = key.split(':');
    if (to === '') onChange(null);
    else if (to === 'lab' && name) {
      const unit = laboratory.analytes[name]?.unit;
      onChange({ to: 'lab', name, ...(unit && { unit }) });
    } else onChange({ to: to as Target['to'], ...(name && { name }) });
  };
  return (
    <div className={classes.row}>
      <NativeSelect
        size="xs"
        aria-label={t('imports.takenForOf', { column })}
        value={target ? [target.to, target.name].filter(Boolean).join(':') : ''}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '', label: t('imports.leaveOut') },
          {
            group: t('subjects.case'),
            items: FACTS.map((fact) => ({ value: fact, label: t(`imports.facts.${fact}`) })),
          },
          ...findings.map(({ label, subjects }) => ({
            group: label,
            items: subjects.map(({ id, label: text }) => ({ value: `finding:${id}`, label: text })),
          })),
          {
            group: t('imports.laboratory'),
            items: Object.values(laboratory.analytes).map(({ id, label }) => ({
              value: `lab:${id}`,
              label: label[lang],
            })),
          },
        ]}
      />
      {target?.to === 'lab' && (
        <TextInput
          size="xs"
          w="6rem"
          aria-label={t('imports.unitOf', { column })}
          value={target.unit ?? ''}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...keep(target, 'unit'), ...(value && { unit: value }) });
          }}
        />
      )}
      {target && mayHoldSeveral(target) && (
        <NativeSelect
          size="xs"
          w="8rem"
          aria-label={t('imports.splitOf', { column })}
          value={target.split ?? ''}
          onChange={({ currentTarget: { value } }) => {
            onChange({ ...keep(target, 'split'), ...(value && { split: value }) });
          }}
          data={[
            { value: '', label: t('imports.oneValue') },
            ...SPLITS.map((split) => ({ value: split, label: t('imports.splitBy', { split }) })),
          ]}
        />
      )}
    </div>
  );
}

/** The target without one of its details. */
function keep(target: Target, less: 'unit' | 'split'): Target {
  const { to, name, unit, split, values } = target;
  return {
    to,
    ...(name && { name }),
    ...(unit && less !== 'unit' && { unit }),
    ...(split && less !== 'split' && { split }),
    ...(values && { values }),
  };
}
