import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Alert, Button, Group, Loader, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { SearchField } from '../app/SearchField.tsx';
import { useTranslation } from 'react-i18next';
import { useCases } from '../api/queries.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { CaseTable } from './CaseTable.tsx';
import { DropZone } from './DropZone.tsx';
import { EmptyCaseButton } from './EmptyCaseButton.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { SampleCard } from './SampleCard.tsx';
import { MoreCases } from './MoreCases.tsx';
import { STATUSES, type CaseOrder, type StatusFilter } from './order.ts';
import { useImport } from './useImport.ts';
import classes from './Worklist.module.css';

/** Typing rests this long before the server is asked. */
const SETTLED_MS = 200;

const PhantomCard = lazy(() => import('./PhantomCard.tsx'));

/** Cases with search, sort and status; files dropped anywhere become cases. */
export function WorklistPage() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const upload = useImport();
  const [query, setQuery] = useState('');
  const [status, setStatus] = useState<StatusFilter>('all');
  const [order, setOrder] = useState<CaseOrder>({ by: 'updatedAt', down: true });
  const [search] = useDebouncedValue(query.trim(), SETTLED_MS);
  const question = {
    search,
    ...(status !== 'all' && { status }),
    order: order.by,
    down: order.down,
  };
  const cases = useCases(question);
  // A case will be opened next: its page is fetched while the list is read.
  useEffect(() => {
    const idle = requestIdleCallback(() => void import('../case/CasePage.tsx'));
    return () => cancelIdleCallback(idle);
  }, []);

  const { fetchNextPage } = cases;
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const pages = cases.data?.pages ?? [];
  const shown = pages.flatMap((page) => page.cases);
  const total = pages.at(-1)?.total ?? 0;
  const empty = cases.isSuccess && total === 0 && question.search === '' && status === 'all';

  return (
    <DropZone onFiles={upload.start}>
      <div className={classes.page}>
        <Group justify="space-between" align="end" wrap="wrap">
          <Title order={1} size="h3">
            {t('worklist.title')}
          </Title>
          <Group gap="xs">
            <EmptyCaseButton onError={upload.fail} />
            <Button variant="default" size="xs" onClick={() => void upload.choose('folder')}>
              {t('worklist.addFolder')}
            </Button>
            <Button variant="default" size="xs" data-add="files" onClick={() => void upload.choose('files')}>
              {t('worklist.addFiles')}
            </Button>
          </Group>
        </Group>
        <ImportPanel state={upload.state} onCancel={upload.cancel} onClose={upload.clear} />
        {cases.isPending && (
          <Group gap="xs" role="status" aria-busy>
            <Loader size="xs" />
            <Text size="sm">{t('worklist.loading')}</Text>
          </Group>
        )}
        {cases.isError && (
          <Alert color="red" title={t('worklist.failed')}>
            <Stack gap="xs" align="start">
              <Text size="sm">{errorText(cases.error)}</Text>
              <Button size="xs" variant="default" onClick={() => void cases.refetch()}>
                {t('retry')}
              </Button>
            </Stack>
          </Alert>
        )}
        <SampleCard prominent={empty} />
        <Suspense>
          <PhantomCard
            busy={upload.state.kind === 'making' || upload.state.kind === 'sending'}
            onMake={upload.startPhantom}
          />
        </Suspense>
        {empty && <Text c="dimmed">{t('worklist.empty')}</Text>}
        {!empty && cases.isSuccess && (
          <>
            <Group gap="sm" wrap="wrap">
              <SearchField
                label={t('worklist.search')}
                width="18rem"
                value={query}
                onChange={setQuery}
                lines="tbody a"
              />
              <SegmentedControl
                size="xs"
                aria-label={t('worklist.status')}
                value={status}
                onChange={(value) => setStatus(value as StatusFilter)}
                data={['all' as const, ...STATUSES].map((value) => ({
                  value,
                  label: t(`worklist.statuses.${value}`),
                }))}
              />
            </Group>
            <CaseTable cases={shown} order={order} onOrder={setOrder} />
            {shown.length === 0 && <Text c="dimmed">{t('worklist.nothingFound')}</Text>}
            {shown.length > 0 && (
              <MoreCases shown={shown.length} total={total} busy={cases.isFetchingNextPage} onMore={more} />
            )}
          </>
        )}
      </div>
    </DropZone>
  );
}
