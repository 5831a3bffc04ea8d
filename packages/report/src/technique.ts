import { stated } from './history.ts';
import type { CaseReading, ReportSeries, Sentence } from './types.ts';
import { formatNumber, type Words } from './words.ts';

/** What was examined: date, series with their role and resolution, and what limits them. */
export function techniqueSentences(words: Words, { study }: CaseReading): Sentence[] {
  if (!study || study.series.length === 0) return [stated('technique.none', words.t('technique.none'))];
  return [
    ...(study.date
      ? [
          stated(
            'technique.study',
            words.t('technique.date', {
              date: study.date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
              description: study.description
                ? words.t('technique.description', { text: study.description })
                : '',
            }),
            [`study:${study.studyUID}`],
          ),
        ]
      : []),
    ...study.series.flatMap((series, index) => seriesSentences(words, series, index + 1)),
    ...((study.lacks ?? []).length > 0
      ? [stated('technique.lacks', words.t('technique.lacks', { items: words.list(study.lacks ?? []) }))]
      : []),
    stated('technique.comparison', words.t('technique.comparison')),
  ];
}

/** The series' role in words: `CT`, `MRI, T1-weighted`. */
export function roleOf(words: Words, series: ReportSeries): string {
  return (series.role && words.optional(`role.${series.role}`)) || series.modality;
}

function seriesSentences(words: Words, series: ReportSeries, n: number): Sentence[] {
  const { spacing, sliceThickness, instances } = series;
  const items = [
    ...(instances ? [words.t('technique.images', { count: instances })] : []),
    ...(spacing ? [words.t('technique.spacing', voxel(spacing))] : []),
    ...(sliceThickness ? [words.t('technique.thickness', { value: formatNumber(sliceThickness, 1) })] : []),
  ];
  const detail =
    items.length > 0 ? words.t('technique.detail', { items: items.join(words.t('technique.join')) }) : '';
  const basis = [`series:${series.seriesUID}`];
  return [
    stated(
      `technique.series.${n}`,
      words.t('technique.series', { role: roleOf(words, series), detail }),
      basis,
    ),
    ...(series.issues ?? []).map((text, index) =>
      stated(`technique.series.${n}.issue.${index + 1}`, words.t('technique.issue', { text }), basis),
    ),
  ];
}

const voxel = ([x, y, z]: readonly [number, number, number]): Record<'x' | 'y' | 'z', string> => ({
  x: formatNumber(x, 2),
  y: formatNumber(y, 2),
  z: formatNumber(z, 2),
});
