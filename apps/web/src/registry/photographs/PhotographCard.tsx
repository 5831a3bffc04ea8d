import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canonicalJson } from '@calx/registry';
import {
  changePhotograph,
  PHOTOGRAPH_KINDS,
  photographUrl,
  type Photograph,
  type PhotographKind,
  type PhotographText,
} from '../api/photographs.ts';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';
import { MarkedPicture } from './MarkedPicture.tsx';

interface Props {
  readonly caseId: string;
  readonly photograph: Photograph;
}

/** One photograph: a click on it sets an arrow, its caption and kind are texts; removing keeps it in the history. */
export function PhotographCard({ caseId, photograph }: Props) {
  const { t } = useTranslation('registry-pages');
  const client = useQueryClient();
  const { kind, caption, marks } = photograph;
  const [text, setText] = useState<PhotographText>({ kind, caption, marks });
  const save = useMutation({
    mutationFn: (next: PhotographText) => changePhotograph(caseId, photograph, next),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry', 'photographs', caseId] }),
  });
  const changed = canonicalJson(text) !== canonicalJson({ kind, caption, marks });
  return (
    <figure className={classes.photograph} data-photograph={photograph.id}>
      <MarkedPicture
        url={photographUrl(photograph)}
        width={photograph.width}
        height={photograph.height}
        alt={text.caption || t(`photographs.kinds.${text.kind}`)}
        marks={text.marks}
        onMarks={(next) => setText({ ...text, marks: next })}
      />
      <figcaption className={classes.form}>
        <div className={classes.row}>
          <NativeSelect
            size="xs"
            aria-label={t('photographs.kind')}
            value={text.kind}
            onChange={(event) => setText({ ...text, kind: event.currentTarget.value as PhotographKind })}
            data={PHOTOGRAPH_KINDS.map((value) => ({ value, label: t(`photographs.kinds.${value}`) }))}
          />
          <Button
            size="compact-xs"
            variant="default"
            disabled={text.marks.length === 0}
            onClick={() => setText({ ...text, marks: text.marks.slice(0, -1) })}
          >
            {t('photographs.lessMark')}
          </Button>
        </div>
        <TextInput
          size="xs"
          aria-label={t('photographs.caption')}
          placeholder={t('photographs.caption')}
          value={text.caption}
          onChange={(event) => setText({ ...text, caption: event.currentTarget.value })}
        />
        <Failure error={save.error} />
        <div className={classes.row}>
          <Button
            size="compact-xs"
            disabled={!changed}
            loading={save.isPending}
            onClick={() => save.mutate(text)}
          >
            {t('save')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => save.mutate({ kind, caption, marks, removed: true })}
          >
            {t('remove')}
          </Button>
        </div>
      </figcaption>
    </figure>
  );
}
