export { IntakeError } from './error.ts';
export type { Intake, Span, SpanState } from './types.ts';
export { languageOf, maxReportLength, readReport } from './intake.ts';
