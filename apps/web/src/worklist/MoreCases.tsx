import { useEffect, useRef } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly shown: number;
  /** All that the question finds. */
  readonly total: number;
  readonly busy: boolean;
  readonly onMore: () => void;
}

/** Below this many pixels of unread list the next page is fetched. */
const AHEAD = '600px';

/** How much of the list is there; the rest comes as one scrolls towards it, or at a press. */
export function MoreCases({ shown, total, busy, onMore }: Props) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = end.current;
    if (!place || busy || shown >= total) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onMore();
      },
      { rootMargin: `0px 0px ${AHEAD}` },
    );
    watcher.observe(place);
    return () => watcher.disconnect();
  }, [shown, total, busy, onMore]);
  return (
    <Group ref={end} gap="sm" aria-busy={busy}>
      <Text size="xs" c="dimmed" role="status" data-cases={`${shown}/${total}`}>
        {t('worklist.shown', { shown, count: total })}
      </Text>
      {shown < total && (
        <Button size="compact-xs" variant="default" loading={busy} onClick={onMore}>
          {t('worklist.more')}
        </Button>
      )}
    </Group>
  );
}
