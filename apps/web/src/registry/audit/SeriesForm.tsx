import { NumberInput, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { loadRelease } from '@calx/knowledge';
import { without } from '../../case/without.ts';
import { useLang } from '../../i18n/useLang.ts';
import { EditTable, type EditColumn } from '../parts/EditTable.tsx';
import classes from '../Registry.module.css';
import type { SeriesDraft } from './series-text.ts';

interface Props {
  readonly draft: SeriesDraft;
  readonly onChange: (draft: SeriesDraft) => void;
}

const SECTIONS = ['abstract', 'methods', 'results', 'table', 'figure', 'discussion'] as const;
const TELLING = ['abstract', 'results', 'table', 'figure', 'discussion'] as const;
const AGES = ['min', 'max', 'median', 'mean'] as const;

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as readonly Row[]) : []);

/** The figures of a series as tables to fill in; what the form does not show stays as it was. */
export function SeriesForm({ draft, onChange }: Props) {
  const { t } = useTranslation('registry-pages');
  const columns = useSeriesColumns();
  const put = (key: string, value: unknown): void => onChange({ ...draft, [key]: value });
  const age = (draft['age'] ?? { where: 'results' }) as Row;
  return (
    <>
      <div className={classes.fields}>
        <TextInput
          size="xs"
          label={t('audit.id')}
          value={String(draft['id'] ?? '')}
          onChange={(event) => put('id', event.currentTarget.value)}
        />
        <NumberInput
          size="xs"
          w="5rem"
          label={t('audit.patients')}
          min={1}
          hideControls
          value={Number(draft['patients'] ?? 1)}
          onChange={(value) => put('patients', value)}
        />
        {AGES.map((key) => (
          <NumberInput
            key={key}
            size="xs"
            w="6.5rem"
            label={t(`audit.age.${key}`)}
            min={0}
            max={130}
            hideControls
            value={typeof age[key] === 'number' ? age[key] : ''}
            onChange={(value) => put('age', withNumber(age, key, value))}
          />
        ))}
      </div>
      <EditTable
        title={t('audit.parts.figures')}
        columns={columns.figures}
        rows={rowsOf(draft['figures'])}
        empty={{ where: 'results', section: 'results', about: '', value: '' }}
        onChange={(rows) => put('figures', rows)}
      />
      <EditTable
        title={t('audit.parts.partitions')}
        columns={columns.partitions}
        rows={rowsOf(draft['partitions'])}
        empty={{ where: 'results', about: '', n: Number(draft['patients'] ?? 1) }}
        onChange={(rows) => put('partitions', rows)}
      />
      <EditTable
        title={t('audit.parts.examinations')}
        columns={columns.examinations}
        rows={rowsOf(draft['examinations']).map(examinationRow)}
        empty={examinationRow({ name: '', findingsIn: [] })}
        onChange={(rows) => put('examinations', rows.map(rowExamination))}
      />
      <EditTable
        title={t('audit.parts.locations')}
        columns={columns.locations}
        rows={rowsOf(draft['locations'])}
        empty={{ where: 'results', site: 'shoulder', landmark: '' }}
        onChange={(rows) => put('locations', rows)}
      />
    </>
  );
}

function withNumber(age: Row, key: string, value: string | number): Row | undefined {
  const others = without(age, key);
  const next = value === '' ? others : { ...others, [key]: Number(value) };
  // A range of nothing is no statement about age.
  return Object.keys(next).some((name) => name !== 'where') ? next : undefined;
}

/** Sections that tell findings of an examination are ticks in the form and a list in the series. */
function examinationRow({ findingsIn, ...row }: Row): Row {
  const told = Array.isArray(findingsIn) ? (findingsIn as readonly string[]) : [];
  return {
    ...row,
    ...Object.fromEntries(TELLING.map((section) => [section, told.includes(section) || undefined])),
  };
}

function rowExamination(row: Row): Row {
  const { name, patients } = row;
  const findingsIn = TELLING.filter((section) => row[section] === true);
  return { name, findingsIn, ...(patients === undefined ? {} : { patients }) };
}

function useSeriesColumns(): Readonly<
  Record<'figures' | 'partitions' | 'examinations' | 'locations', readonly EditColumn[]>
> {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  return useMemo(() => {
    const { variables } = loadRelease();
    const column = (key: string, kind: EditColumn['kind'], rest: Partial<EditColumn> = {}): EditColumn => ({
      key,
      kind,
      label: t(`audit.columns.${key}`),
      ...rest,
    });
    const about = column('about', 'text', {
      options: variables.map(({ id, label }) => ({ value: id, label: label[lang] })),
    });
    const sites = variables.find(({ id }) => id === 'site')?.values ?? [];
    const where = column('where', 'text');
    return {
      figures: [
        where,
        column('section', 'choice', {
          width: '7rem',
          options: SECTIONS.map((value) => ({ value, label: t(`audit.sections.${value}`) })),
        }),
        about,
        column('value', 'text'),
        column('k', 'number', { width: '3rem' }),
        column('n', 'number', { width: '3rem' }),
        column('percent', 'text', { width: '3.5rem' }),
        column('subsetStated', 'yes', { width: '4rem' }),
      ],
      partitions: [where, about, column('n', 'number', { width: '5rem' })],
      examinations: [
        column('name', 'text'),
        column('patients', 'number', { width: '6rem' }),
        ...TELLING.map((section) =>
          column(section, 'yes', { label: t(`audit.sections.${section}`), width: '5rem' }),
        ),
      ],
      locations: [
        where,
        column('site', 'choice', {
          options: sites.map(({ id, label }) => ({ value: id, label: label[lang] })),
        }),
        column('landmark', 'text'),
      ],
    };
  }, [t, lang]);
}
