import { useEffect } from 'react';
import { Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keyLabel } from '../app/keys.ts';
import { useKeys } from '../app/useKeys.ts';
import { IconButton } from '../app/IconButton.tsx';
import { useErrorText } from '../i18n/useErrorText.ts';
import { ToolIcon } from '../images/ToolIcon.tsx';
import { watchViews } from './capture.ts';
import { useKeyImages } from './useKeyImages.ts';
import classes from './KeyImages.module.css';

/** Keeps the view in hand as a key image of the case (K); says how many there are. */
export function KeyImageButton() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { list, keep } = useKeyImages();
  const take = (): void => {
    if (!keep.isPending) keep.mutate();
  };
  useEffect(() => watchViews(), []);
  useKeys({ keyImage: take });
  return (
    <span className={classes.keep} data-key-images={list.length} data-keeping={keep.isPending}>
      <IconButton label={`${t('keyImages.keep')} (${keyLabel('keyImage')})`} onClick={take}>
        <ToolIcon name="keyImage" />
      </IconButton>
      {list.length > 0 && (
        <span className={classes.count} aria-hidden>
          {list.length}
        </span>
      )}
      <VisuallyHidden role="status">
        {keep.data ? t('keyImages.kept', { caption: keep.data, count: list.length }) : ''}
      </VisuallyHidden>
      {keep.error !== null && (
        <Text span size="xs" c="var(--calx-alarm-text)" role="alert">
          {errorText(keep.error)}
        </Text>
      )}
    </span>
  );
}
