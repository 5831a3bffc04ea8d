import { useMemo, useState } from 'react';
import { SearchField } from '../app/SearchField.tsx';
import { useTranslation } from 'react-i18next';
import { loadRelease, VARIABLE_GROUPS, variablesOfOtherPacks } from '@calx/knowledge';
import { useDifferential, useFactsInForce } from '../differential/useDifferential.ts';
import { FindingRow } from './FindingRow.tsx';
import { LabForm } from './LabForm.tsx';
import { PatientFacts } from './PatientFacts.tsx';
import { matchingValues, searchVariables } from './search.ts';
import { useFindings } from './useFinding.ts';
import classes from './Findings.module.css';

/** The findings as a form: what is known first, the rest by examination, all by keyboard. */
export function FindingsPanel() {
  const { t } = useTranslation();
  const { variables, laboratory } = loadRelease();
  const findings = useFindings();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string | null>(null);

  const found = useMemo(() => searchVariables(variables, query), [variables, query]);
  const searching = query.trim() !== '';
  const { data: differential } = useDifferential(useFactsInForce());
  const foreign = useMemo(
    () => variablesOfOtherPacks(loadRelease(), differential?.pack ?? ''),
    [differential?.pack],
  );
  const elsewhere = found.filter(({ id }) => foreign.has(id) && !findings[id]);
  const proposed = found.filter(({ id }) => findings[id] && !findings[id].confirmed);
  const rows = (list: typeof found) =>
    list.map((variable) => (
      <FindingRow
        key={variable.id}
        variable={variable}
        finding={findings[variable.id]}
        open={open === variable.id || (searching && found[0] === variable)}
        highlighted={matchingValues(variable, query)}
        onOpen={() => setOpen(open === variable.id ? null : variable.id)}
      />
    ));

  return (
    <section className={classes.panel} aria-label={t('findings.title')}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('findings.title')}</h2>
        <span className={classes.count}>
          {t('findings.asked', { n: Object.keys(findings).length, of: variables.length })}
        </span>
      </div>
      <PatientFacts />
      <div className={classes.search}>
        <SearchField label={t('findings.search')} value={query} onChange={setQuery} lines="[data-variable]" />
      </div>
      {searching && <div className={classes.rows}>{rows(found)}</div>}
      {searching && found.length === 0 && <p className={classes.none}>{t('findings.nothingFound')}</p>}
      {!searching && proposed.length > 0 && (
        <div className={classes.group} data-group="proposed">
          <h3 className={classes.groupTitle}>{t('findings.proposed', { count: proposed.length })}</h3>
          {rows(proposed)}
        </div>
      )}
      {!searching &&
        VARIABLE_GROUPS.map((group) => {
          const own = found.filter(
            (variable) =>
              variable.group === group && !proposed.includes(variable) && !elsewhere.includes(variable),
          );
          const known = own.filter(({ id }) => findings[id]).length;
          return (
            <details
              key={group}
              className={classes.group}
              open={known > 0 || group === 'mineralisation'}
              data-group={group}
            >
              <summary className={classes.groupTitle}>
                {t(`findings.groups.${group}`)}{' '}
                <span className={classes.count}>{known > 0 ? `${known} / ${own.length}` : own.length}</span>
              </summary>
              {group === 'laboratory' && <LabForm analytes={Object.values(laboratory.analytes)} />}
              {rows(own)}
            </details>
          );
        })}
      {!searching && elsewhere.length > 0 && (
        <details className={classes.group} data-group="elsewhere">
          <summary className={classes.groupTitle}>
            {t('findings.elsewhere')} <span className={classes.count}>{elsewhere.length}</span>
          </summary>
          {rows(elsewhere)}
        </details>
      )}
    </section>
  );
}
