import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { entryOf, type MergeConflict } from './merge.ts';
import { useCaseStore, useDocument } from './store.ts';
import { useEntryText } from './useEntryText.ts';
import classes from './Workbench.module.css';

/** What another reader changed differently at the same time: both values side by side, and either can be chosen. */
export function ConflictNotice() {
  const { t } = useTranslation();
  const conflicts = useCaseStore((state) => state.conflicts);
  if (conflicts.length === 0) return null;
  return (
    <Alert color="orange" role="alert" title={t('conflict.title')} data-conflicts={conflicts.length}>
      {t('conflict.text')}
      {conflicts.map((conflict) => (
        <Choice key={`${conflict.part}/${conflict.key}`} conflict={conflict} />
      ))}
    </Alert>
  );
}

function Choice({ conflict }: { readonly conflict: MergeConflict }) {
  const { t } = useTranslation();
  const { nameOf, textOf } = useEntryText();
  const mine = entryOf(useDocument(), conflict);
  const { settle } = useCaseStore.getState();
  const name = nameOf(conflict);
  return (
    <div
      role="group"
      aria-label={name}
      className={classes.choice}
      data-conflict={`${conflict.part}/${conflict.key}`}
    >
      <strong>{name}</strong>
      <Button size="compact-xs" variant="default" onClick={() => settle(conflict, 'mine')} data-choose="mine">
        {t('conflict.mine', { value: textOf(conflict, mine) })}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => settle(conflict, 'theirs')}
        data-choose="theirs"
      >
        {t('conflict.theirs', { value: textOf(conflict, conflict.theirs) })}
      </Button>
    </div>
  );
}
