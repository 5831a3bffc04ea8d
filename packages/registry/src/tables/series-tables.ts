import { findVariable, variableLabel, valueLabel, type VariableGroup } from '@calx/knowledge';
import { countValues } from '../evidence/count.ts';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { stageOf } from './stage.ts';
import type { Table } from './table.ts';
import { levelOf, median, rangeOf, shareCells, type TableContext } from './words.ts';

const SITE = 'site';

/** The tables of a series in the order of a paper's results. */
export function seriesTables(cases: readonly RegistryCase[], context: TableContext): Table[] {
  const groups = [...new Set(context.release.variables.map(({ group }) => group))];
  return [
    patientsTable(cases, context),
    sitesTable(cases, context),
    examinationsTable(cases, context),
    ...groups.flatMap((group) => findingsTable(cases, group, context) ?? []),
    ...(stageTable(cases, context) ?? []),
  ];
}

/** Number, sex, and age with median and range. */
function patientsTable(cases: readonly RegistryCase[], { t }: TableContext): Table {
  const ages = cases.flatMap(({ facts }) => facts.age ?? []);
  const sexes = cases.flatMap(({ facts }) => facts.sex ?? []);
  const count = (sex: 'F' | 'M') => `${sexes.filter((one) => one === sex).length}/${sexes.length}`;
  const middle = median(ages);
  return {
    id: 'patients',
    title: t('registry:table.patients'),
    columns: [t('registry:column.characteristic'), t('registry:column.value')],
    rows: [
      [t('registry:row.patients'), String(cases.length)],
      [t('registry:row.female'), count('F')],
      [t('registry:row.male'), count('M')],
      [t('registry:row.medianAge'), middle === undefined ? '–' : String(middle)],
      [t('registry:row.ageRange'), rangeOf(ages)?.join('–') ?? '–'],
    ],
    notes: [
      ...missing(t, 'registry:row.age', cases.length - ages.length, cases.length),
      ...missing(t, 'registry:row.sex', cases.length - sexes.length, cases.length),
    ],
  };
}

/** Every site with its count of all patients; a site that was not stated is a row of its own. */
function sitesTable(cases: readonly RegistryCase[], { release, lang, t }: TableContext): Table {
  const level = levelOf(release);
  const site = findVariable(release, SITE);
  const counts = site ? countValues(cases, site).filter(({ k }) => k > 0) : [];
  const stated = cases.filter(({ facts }) => facts.findings[SITE] !== undefined).length;
  const rows = counts
    .sort((a, b) => b.k - a.k)
    .map(({ value, k }) => [valueLabel(release, SITE, value)[lang], ...shareCells(k, cases.length, level)]);
  const open = cases.length - stated;
  if (open > 0) rows.push([t('registry:row.notStated'), ...shareCells(open, cases.length, level)]);
  return {
    id: 'sites',
    title: t('registry:table.sites'),
    columns: shareColumns(t, 'site', level),
    rows,
    notes: missing(t, 'registry:column.site', open, cases.length),
  };
}

/** How many patients had each examination. */
function examinationsTable(cases: readonly RegistryCase[], context: TableContext): Table {
  const { release, t } = context;
  const level = levelOf(release);
  const acts = [...new Set(cases.flatMap(({ examinations }) => examinations ?? []))].sort();
  const had = (act: string) => cases.filter(({ examinations }) => examinations?.includes(act)).length;
  const silent = cases.filter(({ examinations }) => !examinations).length;
  return {
    id: 'examinations',
    title: t('registry:table.examinations'),
    columns: shareColumns(t, 'examination', level),
    rows: acts.map((act) => [actName(act, context), ...shareCells(had(act), cases.length, level)]),
    notes: missing(t, 'registry:column.examination', silent, cases.length),
  };
}

/** Each finding of one group as k of those examined for it; undefined when none was looked for. */
function findingsTable(
  cases: readonly RegistryCase[],
  group: VariableGroup,
  { release, lang, t }: TableContext,
): Table | undefined {
  const level = levelOf(release);
  const notes: string[] = [];
  const rows = release.variables
    .filter((variable) => variable.group === group && variable.kind === 'category' && variable.id !== SITE)
    .flatMap((variable) => {
      const counts = countValues(cases, variable);
      const examined = Math.max(0, ...counts.map(({ n }) => n));
      if (examined === 0) return [];
      const label = variableLabel(release, variable.id)[lang];
      notes.push(...missing(t, label, cases.length - examined, cases.length));
      return counts
        .filter(({ k }) => k > 0)
        .map(({ value, k, n }) => [
          label,
          valueLabel(release, variable.id, value)[lang],
          ...shareCells(k, n, level),
        ]);
    });
  if (rows.length === 0) return undefined;
  const [, ...share] = shareColumns(t, 'finding', level);
  return {
    id: `findings-${group}`,
    title: t('registry:table.findings', { group: t(`report:group.${group}`) }),
    columns: [t('registry:column.finding'), t('registry:column.value'), ...share],
    rows,
    notes,
  };
}

/** Active and quiescent stage by the definition of the index series; undefined without histology of one. */
function stageTable(cases: readonly RegistryCase[], { release, t }: TableContext): Table[] | undefined {
  const stages = cases.map((entry) => stageOf(entry, release));
  if (stages.every((stage) => stage === undefined)) return undefined;
  const level = levelOf(release);
  const count = (stage: string | undefined) => stages.filter((one) => one === stage).length;
  const row = (key: string, k: number) => [t(`registry:row.${key}`), ...shareCells(k, cases.length, level)];
  const open = count(undefined);
  return [
    {
      id: 'stage',
      title: t('registry:table.stage'),
      columns: shareColumns(t, 'stage', level),
      rows: [
        row('active', count('active')),
        row('quiescent', count('quiescent')),
        ...(open ? [row('stageOpen', open)] : []),
      ],
      notes: [t('registry:note.stage'), ...missing(t, 'registry:column.stage', open, cases.length)],
    },
  ];
}

function shareColumns(t: TableContext['t'], first: string, level: number): string[] {
  const interval = t('registry:column.interval', { level: Math.round(level * 100) });
  return [t(`registry:column.${first}`), 'k/n', '%', interval];
}

/** A note on what was not stated; none when nothing is missing. `what`: a key of the catalog, or a label. */
function missing(t: TableContext['t'], what: string, count: number, total: number): string[] {
  const name = what.startsWith('registry:') ? t(what) : what;
  return count > 0 ? [t('registry:note.missing', { what: name, missing: count, total })] : [];
}

/** Name of an act of the release; the id itself for an unknown one. */
function actName(id: string, { release, lang }: TableContext): string {
  const acts = (release.acts['acts'] as { acts?: { id: string; name: Record<string, string> }[] } | undefined)
    ?.acts;
  return acts?.find((act) => act.id === id)?.name[lang] ?? id;
}
