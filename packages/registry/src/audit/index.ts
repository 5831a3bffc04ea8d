export { auditSeries, landmarksOf, type Landmarks, type SeriesProblem } from './audit.ts';
export { countsForPercent } from './percent.ts';
export { isExactSeries, readPlainSeries, type PlainSeries, type Unread } from './plain-series.ts';
export { readSeries, SeriesError } from './read-series.ts';
export { codeNames, seriesNames, type SeriesNames } from './series-names.ts';
export type { Series, SeriesFigure } from './series.ts';
