import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../i18n/useLang.ts';
import { diagnoses } from '../cohorts/subjects.ts';
import classes from './Reading.module.css';

/** Diagnoses that a reader may rank. */
const RANKS = [0, 1, 2] as const;

interface Props {
  /** The likeliest first; an empty text is an open rank. */
  readonly ranked: readonly string[];
  readonly disabled?: boolean;
  readonly onChange: (ranked: readonly string[]) => void;
}

/** The reader's first three diagnoses. */
export function RankSelects({ ranked, disabled = false, onChange }: Props) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  return (
    <div className={classes.line}>
      {RANKS.map((rank) => (
        <NativeSelect
          key={rank}
          size="xs"
          flex={1}
          miw={0}
          aria-label={t('readers.rank', { number: rank + 1 })}
          disabled={disabled}
          value={ranked[rank] ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange(RANKS.map((other) => (other === rank ? value : (ranked[other] ?? ''))))
          }
          data={[{ value: '', label: t('readers.rank', { number: rank + 1 }) }, ...diagnoses(lang)]}
        />
      ))}
    </div>
  );
}
