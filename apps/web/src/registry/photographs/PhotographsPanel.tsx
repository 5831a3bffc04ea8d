import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../i18n/useErrorText.ts';
import {
  addPhotographs,
  fetchPhotographs,
  PHOTOGRAPH_KINDS,
  type PhotographKind,
} from '../api/photographs.ts';
import { Answer } from '../parts/Answer.tsx';
import { Failure } from '../parts/Failure.tsx';
import { chooseFiles } from '../parts/files.ts';
import classes from '../Registry.module.css';
import { PhotographCard } from './PhotographCard.tsx';

/** Photographs of the specimen and the slides, and key images, each with caption and arrows. */
export function PhotographsPanel({ id }: { readonly id: string }) {
  const { t } = useTranslation('registry-pages');
  const errorText = useErrorText();
  const client = useQueryClient();
  const [kind, setKind] = useState<PhotographKind>('specimen');
  const photographs = useQuery({
    queryKey: ['registry', 'photographs', id],
    queryFn: () => fetchPhotographs(id),
  });
  const add = useMutation({
    mutationFn: (files: readonly File[]) => addPhotographs(id, kind, files),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry', 'photographs', id] }),
  });
  const choose = async (): Promise<void> => {
    const files = await chooseFiles('.jpg,.jpeg,.png,.tif,.tiff', true);
    if (files.length > 0) add.mutate(files);
  };
  return (
    <section className={classes.panel} aria-label={t('photographs.title')} data-photographs>
      <h2>{t('photographs.title')}</h2>
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={t('photographs.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as PhotographKind)}
          data={PHOTOGRAPH_KINDS.map((value) => ({ value, label: t(`photographs.kinds.${value}`) }))}
        />
        <Button size="xs" variant="default" loading={add.isPending} onClick={() => void choose()}>
          {t('photographs.add')}
        </Button>
      </div>
      <Failure error={add.error} />
      {add.data?.refused.map((refusal, index) => (
        <p key={index} role="alert" className={classes.failure}>
          {refusal.name}: {errorText(refusal)}
        </p>
      ))}
      <Answer query={photographs}>
        {(list) =>
          list.length === 0 ? (
            <p className={classes.dim}>{t('photographs.none')}</p>
          ) : (
            <div className={classes.photographs}>
              {list.map((photograph) => (
                <PhotographCard
                  key={`${photograph.id} ${photograph.version}`}
                  caseId={id}
                  photograph={photograph}
                />
              ))}
            </div>
          )
        }
      </Answer>
    </section>
  );
}
