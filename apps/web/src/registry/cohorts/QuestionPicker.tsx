import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../Registry.module.css';
import type { SubjectGroup } from './subjects.ts';

interface Props {
  readonly label: string;
  readonly groups: readonly SubjectGroup[];
  /** How many values the question names. */
  readonly values: 1 | 2;
  /** `about:value[,value]`; undefined while nothing is chosen. */
  readonly onChange: (question: string | undefined) => void;
}

/** Chooses a variable and one or two of its values; two that are chosen always differ. */
export function QuestionPicker({ label, groups, values, onChange }: Props) {
  const { t } = useTranslation('registry-pages');
  const [about, setAbout] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const subjects = groups.flatMap((group) => group.subjects);
  const subject = subjects.find(({ id }) => id === about);
  const put = (id: string, next: readonly string[]): void => {
    setAbout(id);
    setChosen(next);
    onChange(id && next.length === values ? `${id}:${next.join(',')}` : undefined);
  };
  const start = (id: string): void => {
    const found = subjects.find((other) => other.id === id);
    put(id, found ? found.values.slice(0, values).map(({ value }) => value) : []);
  };
  const replace = (at: number, value: string): void => {
    // Choosing what the other side has swaps the two.
    const next = chosen.map((old, index) =>
      index === at ? value : old === value ? (chosen[at] ?? old) : old,
    );
    put(about, next);
  };
  return (
    <div className={classes.fields} role="group" aria-label={label}>
      <NativeSelect
        size="xs"
        label={label}
        value={about}
        onChange={(event) => start(event.currentTarget.value)}
        data={[
          { value: '', label: t('paper.nothing') },
          ...groups
            .map((group) => ({
              group: group.label,
              items: group.subjects
                .filter((item) => item.values.length >= values)
                .map(({ id, label: text }) => ({ value: id, label: text })),
            }))
            .filter(({ items }) => items.length > 0),
        ]}
      />
      {subject &&
        chosen.map((value, at) => (
          <NativeSelect
            key={at}
            size="xs"
            aria-label={t('paper.value', { number: at + 1 })}
            value={value}
            onChange={(event) => replace(at, event.currentTarget.value)}
            data={[...subject.values]}
          />
        ))}
    </div>
  );
}
