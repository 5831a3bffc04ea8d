import { lazy, Suspense, useEffect } from 'react';
import { Alert, Button, Loader, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CaseDocument } from '../api/types.ts';
import { useCase } from '../api/queries.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useReader } from '../registry/me/reader.ts';
import { findDraft } from './draft.ts';
import { mergeCases, type Merge } from './merge.ts';
import { opened } from './document.ts';
import { useCaseStore } from './store.ts';
import { Workbench } from './Workbench.tsx';

const BlindReading = lazy(async () => ({
  default: (await import('../registry/readers/ReadingPage.tsx')).BlindReading,
}));

/** Opens a case (with work of this browser that was never stored) and shows the workbench; the bench of a blinded reader to one who must not know yet. */
export function CasePage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const errorText = useErrorText();
  const reader = useReader((state) => state.name);
  const stored = useCase(id, reader);
  // A reading of the same case may still be on its way out.
  const openId = useCaseStore((state) => (state.reading ? undefined : state.document?.id));
  const { open, close } = useCaseStore.getState();

  useEffect(() => {
    if (!stored.data || stored.data.blinded) return;
    const document = opened(stored.data);
    open(document, withDraft(document));
    return close;
  }, [id, stored.data, open, close]);

  if (stored.isError)
    return (
      <Stack p="lg" align="start">
        <Alert color="red" title={t('case.failed')}>
          {errorText(stored.error)}
        </Alert>
        <Button component={Link} to="/" variant="default" size="xs">
          {t('notFound.back')}
        </Button>
      </Stack>
    );
  if (stored.data?.blinded) {
    const { study, round } = stored.data.blinded;
    return (
      <Suspense>
        <BlindReading name={study} round={round} id={id} />
      </Suspense>
    );
  }
  if (openId !== id)
    return (
      <Stack h="100%" align="center" justify="center" role="status" aria-busy>
        <Loader size="sm" />
        {t('case.loading')}
      </Stack>
    );
  return <Workbench key={id} />;
}

/** Work of this browser that was never stored, on top of what is. */
function withDraft(document: CaseDocument): Merge | undefined {
  const draft = findDraft(document.id);
  if (!draft) return undefined;
  const { conflicts, ...merge } = mergeCases(draft.base, draft.document, document);
  return { ...merge, conflicts: [...(draft.conflicts ?? []), ...conflicts] };
}
