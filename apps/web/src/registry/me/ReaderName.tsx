import { Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/keys.ts';
import { useReader } from './reader.ts';

/** Who is working: their name stands in every history and keeps readers apart. */
export function ReaderName() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { name, setName } = useReader();
  const [typed, setTyped] = useState<string | null>(null);
  const take = (): void => {
    if (typed !== null && typed.trim() !== name) {
      setName(typed);
      // What one reader may see another may not.
      void client.resetQueries();
    }
    setTyped(null);
  };
  return (
    <Popover opened={typed !== null} onChange={(open) => !open && take()} trapFocus position="bottom-end">
      <Popover.Target>
        <UnstyledButton
          fz="xs"
          maw="8rem"
          style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          aria-label={t('reader.is', { name })}
          data-reader={name}
          onClick={() => (typed === null ? setTyped(name) : take())}
        >
          {name}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          size="xs"
          label={t('reader.title')}
          description={t('reader.text')}
          value={typed ?? ''}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (keyOf('field', event)?.id === 'done') take();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
