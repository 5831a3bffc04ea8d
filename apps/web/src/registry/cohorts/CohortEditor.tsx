import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { canonicalJson, type CohortRules } from '@calx/registry';
import { useLang } from '../../i18n/useLang.ts';
import { freeze, previewRules, saveCohort } from '../api/cohorts.ts';
import { Answer } from '../parts/Answer.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';
import { FlowDiagram } from './FlowDiagram.tsx';
import { Hash } from './Hash.tsx';
import { RuleList } from './RuleList.tsx';
import { subjectGroups } from './subjects.ts';

interface Props {
  /** Null for a cohort that has no name yet. */
  readonly name: string | null;
  /** The newest stored version; 0 for none. */
  readonly version: number;
  readonly rules: CohortRules;
  /** Number of the earlier version whose rules these are. */
  readonly earlier?: number | null;
  readonly onSaved: (name: string) => void;
}

/** Included cases that are linked at once. */
const LINKED = 30;

/** The rules of a cohort with the flow that they give, live; saved as a new version, frozen for a paper. */
export function CohortEditor({ name, version, rules, earlier = null, onSaved }: Props) {
  const { t } = useTranslation(['registry-pages', 'registry', 'web']);
  const lang = useLang();
  const client = useQueryClient();
  const [draft, setDraft] = useState(rules);
  const [newName, setNewName] = useState('');
  const groups = useMemo(() => subjectGroups(lang, t), [lang, t]);
  const flow = useQuery({
    queryKey: ['registry', 'preview', draft],
    queryFn: () => previewRules(draft),
    placeholderData: keepPreviousData,
  });
  const wanted = name ?? newName.trim();
  const changed = earlier !== null || version === 0 || canonicalJson(draft) !== canonicalJson(rules);
  const refresh = () => client.invalidateQueries({ queryKey: ['registry'] });
  const save = useMutation({
    mutationFn: () => saveCohort(wanted, version, draft),
    onSuccess: async () => {
      await refresh();
      onSaved(wanted);
    },
  });
  const freezing = useMutation({ mutationFn: () => freeze(wanted), onSuccess: refresh });
  return (
    <div className={classes.columns} data-cohort={wanted} data-version={version}>
      <div className={classes.panel}>
        {name === null && (
          <TextInput
            size="xs"
            required
            label={t('cohorts.name')}
            maxLength={200}
            value={newName}
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
        )}
        {earlier !== null && <p className={classes.dim}>{t('cohorts.earlier', { version: earlier })}</p>}
        {(['include', 'exclude'] as const).map((kind) => (
          <RuleList
            key={kind}
            kind={kind}
            rules={draft[kind]}
            groups={groups}
            onChange={(list) => setDraft({ ...draft, [kind]: list })}
          />
        ))}
        <div className={classes.actions}>
          <Button
            size="xs"
            disabled={!changed || wanted === ''}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t(earlier === null ? 'save' : 'cohorts.saveEarlier')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={changed}
            loading={freezing.isPending}
            onClick={() => freezing.mutate()}
          >
            {t('cohorts.freeze')}
          </Button>
          <span className={classes.dim}>{t(changed ? 'cohorts.unsaved' : 'cohorts.freezeText')}</span>
        </div>
        <Failure error={save.error ?? freezing.error} />
        {freezing.data && (
          <p role="status" data-frozen={freezing.data.sha256}>
            {t('cohorts.isFrozen', { count: freezing.data.included })}{' '}
            <Link to={`/registry/frozen/${freezing.data.sha256}`}>
              <Hash value={freezing.data.sha256} whole />
            </Link>
          </p>
        )}
      </div>
      <section className={`${classes.panel} ${classes.sticky}`} aria-label={t('flow.title')}>
        <h2>{t('flow.title')}</h2>
        <Answer query={flow}>
          {(found) => (
            <>
              <FlowDiagram flow={found} />
              <p className={classes.dim}>
                {found.ids.slice(0, LINKED).map((id) => (
                  <Link key={id} className={classes.caseLink} to={`/registry/cases/${id}`}>
                    {id.slice(-8)}
                  </Link>
                ))}
                {found.included > LINKED && t('flow.more', { count: found.included - LINKED })}
              </p>
            </>
          )}
        </Answer>
      </section>
    </div>
  );
}
