import { useState } from 'react';
import { NativeSelect, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Differential } from '@calx/diagnosis';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { useLang, useText } from '../i18n/useLang.ts';
import { decibans, percent } from './format.ts';
import classes from './Differential.module.css';

/** Any two diagnoses side by side, finding by finding. */
export function Compare({ differential: { differential } }: { readonly differential: Differential }) {
  const { t } = useTranslation();
  const label = useFindingLabel();
  const lang = useLang();
  const text = useText();
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const a = differential.find(({ diagnosis }) => diagnosis === chosen[0]) ?? differential[0];
  const b = differential.find(({ diagnosis }) => diagnosis === chosen[1]) ?? differential[1];
  if (!a || !b) return null;
  const options = differential.map(({ diagnosis, name }) => ({ value: diagnosis, label: text(name) }));
  const rows = a.weights.map((weight) => ({
    weight,
    other: b.weights.find((item) => item.variable === weight.variable && item.value === weight.value),
  }));
  return (
    <details className={classes.block}>
      <summary>{t('differential.compare')}</summary>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('differential.finding')}</Table.Th>
            {[a, b].map((side, index) => (
              <Table.Th key={index} w="33%">
                <NativeSelect
                  size="xs"
                  aria-label={t(index === 0 ? 'differential.first' : 'differential.second')}
                  value={side.diagnosis}
                  data={options}
                  onChange={(event) => {
                    const value = event.currentTarget.value;
                    setChosen(index === 0 ? [value, b.diagnosis] : [a.diagnosis, value]);
                  }}
                />
                {percent(side.probability, lang)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ weight, other }) => (
            <Table.Tr key={`${weight.variable}:${weight.value}`}>
              <Table.Td>{label(weight.variable, weight.value)}</Table.Td>
              <Table.Td>{decibans(weight.decibans)}</Table.Td>
              <Table.Td>{other ? decibans(other.decibans) : '—'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
