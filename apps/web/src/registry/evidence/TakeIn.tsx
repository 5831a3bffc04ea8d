import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkBundle, type BundleCheck } from '../api/evidence.ts';
import { Failure } from '../parts/Failure.tsx';
import { chooseTextFile } from '../parts/files.ts';
import classes from '../Registry.module.css';
import { BundleReview } from './BundleReview.tsx';

/** A bundle of another hospital: opened, verified and looked at before anything is taken in. */
export function TakeIn() {
  const { t } = useTranslation('registry-pages');
  const [bundle, setBundle] = useState<unknown>(null);
  // The last answer stays in view while the bundle is looked at again.
  const [found, setFound] = useState<BundleCheck | null>(null);
  const check = useMutation({ mutationFn: checkBundle, onSuccess: setFound });
  const open = async (): Promise<void> => {
    const text = await chooseTextFile('.json');
    if (text === undefined) return;
    const document = parsed(text);
    setBundle(document);
    setFound(null);
    check.mutate(document);
  };
  return (
    <section className={classes.panel} aria-label={t('evidence.takeIn')}>
      <h2>{t('evidence.takeIn')}</h2>
      <p className={classes.dim}>{t('evidence.takeInText')}</p>
      <Button size="xs" variant="default" loading={check.isPending} onClick={() => void open()}>
        {t('evidence.openBundle')}
      </Button>
      <Failure error={check.error} />
      {found && (
        <BundleReview
          key={`${found.source.id} ${found.version}`}
          bundle={bundle}
          check={found}
          onChanged={() => check.mutate(bundle)}
        />
      )}
    </section>
  );
}

/** What the file holds; the server names what is wrong with anything that is no bundle. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}
