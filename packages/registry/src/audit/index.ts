export { auditSeries, landmarksOf, type Landmarks, type SeriesProblem } from './audit.ts';
export { countsForPercent } from './percent.ts';
export { readSeries, SeriesError } from './read-series.ts';
export type { Series, SeriesFigure } from './series.ts';
