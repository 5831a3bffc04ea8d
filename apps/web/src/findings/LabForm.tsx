import { useMemo } from 'react';
import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  convert,
  deriveLaboratory,
  findUnit,
  loadRelease,
  type Analyte,
  type LabValue,
} from '@calx/knowledge';
import { setLab } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useLang } from '../i18n/useLang.ts';
import { unitText } from './valueText.ts';
import classes from './Findings.module.css';

/** Laboratory values with units, judged against sourced intervals of the patient's age and sex. */
export function LabForm({ analytes }: { readonly analytes: readonly Analyte[] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { facts } = useDocument();
  const change = useCaseStore((state) => state.change);
  const { readings, issues } = useMemo(() => deriveLaboratory(facts), [facts]);
  const labs = facts.labs ?? [];
  return (
    <div className={classes.labs}>
      {analytes.map((analyte) => {
        const index = labs.findIndex(({ name }) => name === analyte.id);
        const lab = labs[index];
        const reading = readings.find(({ where }) => where === `labs.${index}`);
        const issue = issues.find(({ where }) => where === `labs.${index}`);
        const put = (next: LabValue | undefined): void =>
          change((document) => setLab(document, analyte.id, next));
        const unit = lab?.unit ?? analyte.unit;
        return (
          <div key={analyte.id} className={classes.lab} data-lab={analyte.id}>
            <span className={classes.labName}>{analyte.label[lang]}</span>
            <NumberInput
              size="xs"
              w="5.5rem"
              hideControls
              aria-label={analyte.label[lang]}
              value={lab?.value ?? ''}
              onChange={(value) =>
                put(typeof value === 'number' ? { name: analyte.id, value, unit } : undefined)
              }
            />
            <NativeSelect
              size="xs"
              w="6rem"
              aria-label={t('findings.unitOf', { name: analyte.label[lang] })}
              value={unit}
              data={unitsOf(analyte).map((code) => ({ value: code, label: unitText(code) }))}
              onChange={(event) => {
                if (lab) put({ ...lab, unit: event.currentTarget.value });
              }}
            />
            <span className={classes.labState} data-state={reading?.state}>
              {reading?.state && t(`findings.lab.${reading.state}`)}
            </span>
            {issue && (
              <span className={classes.labIssue}>
                {t(`knowledge:issues.${issue.code}`, { ...issue.params, name: analyte.label[lang] })}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Units into which the analyte's own converts. */
function unitsOf(analyte: Analyte): readonly string[] {
  const { laboratory } = loadRelease();
  const own = findUnit(laboratory, analyte.unit);
  if (!own) return [analyte.unit];
  return laboratory.units
    .filter((unit) => convert(analyte, 1, own, unit) !== undefined)
    .map(({ code }) => code);
}
