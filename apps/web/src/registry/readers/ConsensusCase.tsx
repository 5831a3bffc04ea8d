import { Button, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { diagnosisName, findVariable, loadRelease, type FindingInput } from '@calx/knowledge';
import { canonicalJson, type Discrepancy } from '@calx/registry';
import { valueText } from '../../findings/valueText.ts';
import { useLang } from '../../i18n/useLang.ts';
import { saveReading, type Reading, type StudyDiscrepancies } from '../api/reader-studies.ts';
import { useReader } from '../me/reader.ts';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';
import { useAboutName } from './useAboutName.ts';

interface Props {
  readonly study: string;
  readonly caseId: string;
  readonly differing: readonly Discrepancy[];
  readonly settled: StudyDiscrepancies['settled'][number] | undefined;
  readonly mayTake: boolean;
}

/** One case: each differing value with who said it; settled when one is chosen for all. */
export function ConsensusCase({ study, caseId, differing, settled, mayTake }: Props) {
  const { t } = useTranslation('registry-pages');
  const aboutName = useAboutName();
  const say = useSaid();
  const client = useQueryClient();
  const by = useReader((state) => state.name);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const settle = useMutation({
    mutationFn: () => saveReading(study, 'consensus', caseId, 0, readingOf(differing, chosen, by), true),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  });
  const agreed = settled ? choicesOf(settled.document, differing) : chosen;
  return (
    <fieldset className={classes.fieldset} data-settled={settled !== undefined}>
      <legend>
        <Link to={`/cases/${caseId}`}>{t('case.unnamed', { id: caseId.slice(-8) })}</Link>
      </legend>
      {differing.map(({ about, said }) => {
        const options = new Map(said.map(({ value }) => [canonicalJson(value), value]));
        return (
          <Radio.Group
            key={about}
            size="xs"
            label={aboutName(about)}
            value={agreed[about] ?? ''}
            onChange={(value) => setChosen({ ...chosen, [about]: value })}
          >
            <div className={classes.row}>
              {[...options].map(([key, value]) => {
                const readers = said.filter((one) => canonicalJson(one.value) === key);
                return (
                  <Radio
                    key={key}
                    size="xs"
                    value={key}
                    disabled={settled !== undefined || !mayTake}
                    label={`${say(about, value)} (${readers.map(({ reader }) => reader).join(', ')})`}
                  />
                );
              })}
            </div>
          </Radio.Group>
        );
      })}
      <Failure error={settle.error} />
      {settled ? (
        <p className={classes.dim}>{t('consensus.settledBy', { by: settled.by })}</p>
      ) : (
        <Button
          size="compact-xs"
          mt="xs"
          disabled={!mayTake || differing.some(({ about }) => chosen[about] === undefined)}
          loading={settle.isPending}
          onClick={() => settle.mutate()}
        >
          {t('consensus.settle')}
        </Button>
      )}
    </fieldset>
  );
}

/** A rated value in words. */
function useSaid(): (about: string, value: FindingInput) => string {
  const lang = useLang();
  return (about, value) => {
    const release = loadRelease();
    if (about === 'diagnosis') return diagnosisName(release, String(value))[lang];
    const variable = findVariable(release, about);
    return variable ? valueText(variable, value, lang) : String(value);
  };
}

function readingOf(
  differing: readonly Discrepancy[],
  chosen: Readonly<Record<string, string>>,
  by: string,
): Reading {
  const valueOf = (about: string): FindingInput => JSON.parse(chosen[about] ?? '""') as FindingInput;
  const variables = differing.map(({ about }) => about).filter((about) => about !== 'diagnosis');
  return {
    withSupport: false,
    findings: Object.fromEntries(
      variables.map((about) => [
        about,
        { state: 'present', value: valueOf(about), how: 'read', confirmed: true, by },
      ]),
    ),
    ranked: differing.some(({ about }) => about === 'diagnosis') ? [String(valueOf('diagnosis'))] : [],
  };
}

/** What a stored consensus chose, as the form shows it. */
function choicesOf(
  { findings, ranked }: Reading,
  differing: readonly Discrepancy[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    differing.map(({ about }) => [
      about,
      canonicalJson(about === 'diagnosis' ? (ranked[0] ?? '') : (findings[about]?.value ?? '')),
    ]),
  );
}
