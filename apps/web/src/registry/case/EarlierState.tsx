import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../i18n/useLang.ts';
import { fetchCaseState } from '../api/cases.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { stateLines } from './case-state.ts';

interface Props {
  readonly id: string;
  readonly version: number;
  readonly onClose: () => void;
}

/** A case as it was, beside what it says now; differing lines are marked in words. */
export function EarlierState({ id, version, onClose }: Props) {
  const { t } = useTranslation(['registry-pages', 'web']);
  const lang = useLang();
  const then = useQuery({
    queryKey: ['registry', 'case', id, version],
    queryFn: () => fetchCaseState(id, version),
    staleTime: Infinity,
  });
  const now = useQuery({ queryKey: ['registry', 'case', id], queryFn: () => fetchCaseState(id) });
  return (
    <div data-state={version} className={classes.earlier}>
      <Answer query={then}>
        {(old) => (
          <Answer query={now}>
            {(current) => {
              const [before, after] = [stateLines(old, lang, t), stateLines(current, lang, t)];
              const labels = [...new Set([...before.keys(), ...after.keys()])];
              return (
                <DataTable
                  caption={t('history.stateOf', { version })}
                  columns={['', t('history.then'), t('history.now')]}
                  rows={labels.map((label) => {
                    const [was, is] = [before.get(label) ?? '–', after.get(label) ?? '–'];
                    return {
                      key: label,
                      cells: [label, was, was === is ? t('history.same') : <strong key="now">{is}</strong>],
                    };
                  })}
                />
              );
            }}
          </Answer>
        )}
      </Answer>
      <Button size="compact-xs" variant="default" onClick={onClose}>
        {t('web:close')}
      </Button>
    </div>
  );
}
