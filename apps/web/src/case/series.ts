import type { CaseSeries, CaseStudy } from '../api/types.ts';

export const seriesOf = (studies: readonly CaseStudy[]): readonly CaseSeries[] =>
  studies.flatMap((study) => study.series);

/** What to show first: the CT with the most images, else the series with the most images. */
export function mainSeries(series: readonly CaseSeries[]): CaseSeries | undefined {
  const largest = (list: readonly CaseSeries[]): CaseSeries | undefined =>
    list.reduce<CaseSeries | undefined>(
      (best, item) => (best && best.instances.length >= item.instances.length ? best : item),
      undefined,
    );
  const shown = series.filter((item) => !item.role?.endsWith('localizer'));
  return largest(shown.filter((item) => item.modality === 'CT')) ?? largest(shown) ?? series[0];
}
