export type * from './types.ts';
export { composeReport, withEdits } from './compose.ts';
export { ReportError } from './error.ts';
export { renderHtml, type HtmlOptions, type KeyImage } from './render-html.ts';
export { renderText } from './render-text.ts';
export { studySummary } from './study-summary.ts';
export { renderEvaluationHtml, type Evaluation } from './render-evaluation.ts';
