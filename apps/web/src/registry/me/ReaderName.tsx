import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import classes from '../Registry.module.css';
import { useReader } from './reader.ts';

/** Who is working: their name stands in every history and keeps readers apart. */
export function ReaderName() {
  const { t } = useTranslation('registry-pages');
  const client = useQueryClient();
  const { name, setName } = useReader();
  const [typed, setTyped] = useState(name);
  const take = (): void => {
    if (typed.trim() === name) return;
    setName(typed);
    // What one reader may see another may not.
    void client.resetQueries({ queryKey: ['registry'] });
  };
  return (
    <label className={classes.reader}>
      {t('reader')}
      <TextInput
        size="xs"
        value={typed}
        maxLength={100}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </label>
  );
}
