import { useState } from 'react';
import { NativeSelect, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Differential } from '@calx/diagnosis';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { useLang, useText } from '../i18n/useLang.ts';
import { decibans, percent } from './format.ts';
import { sideBySide } from './sideBySide.ts';
import classes from './Differential.module.css';

/** Any two diagnoses side by side, finding by finding, what tells them apart first. */
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
  const rows = sideBySide(a.weights, b.weights);
  return (
    <details className={classes.block}>
      <summary>{t('differential.compare')}</summary>
      <div className={classes.compared}>
        {[a, b].map((side, index) => (
          <NativeSelect
            key={index}
            size="xs"
            aria-label={t(index === 0 ? 'differential.first' : 'differential.second')}
            value={side.diagnosis}
            data={options}
            onChange={(event) => {
              const value = event.currentTarget.value;
              setChosen(index === 0 ? [value, b.diagnosis] : [a.diagnosis, value]);
            }}
          />
        ))}
      </div>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('differential.finding')}</Table.Th>
            {[a, b].map((side, index) => (
              <Table.Th key={index} w="27%">
                {text(side.name)} {percent(side.probability, lang)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ variable, value, first, second }) => (
            <Table.Tr key={`${variable}:${value}`}>
              <Table.Td>{label(variable, value)}</Table.Td>
              {[first, second].map((weight, index) => (
                <Table.Td key={index}>{weight === undefined ? '—' : decibans(weight)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}
