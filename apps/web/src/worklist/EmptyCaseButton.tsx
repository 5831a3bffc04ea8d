import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCreateCase } from '../api/queries.ts';

interface Props {
  readonly onError: (error: unknown) => void;
}

/** A case whose images are elsewhere or on film: findings, differential and report without a viewer. */
export function EmptyCaseButton({ onError }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreateCase();
  return (
    <Button
      variant="default"
      size="xs"
      data-add="empty"
      loading={create.isPending}
      onClick={() => create.mutate(undefined, { onSuccess: (id) => void navigate(`/cases/${id}`), onError })}
    >
      {t('worklist.addEmpty')}
    </Button>
  );
}
