import { seriesSchema, type Series } from './series.ts';

/** A series file that is not in the expected form. */
export class SeriesError extends Error {
  override readonly name = 'SeriesError';
  readonly code = 'badSeries';
  readonly params: { readonly where: string; readonly detail: string };

  constructor(where: string, detail: string) {
    super(`The series file is not in the expected form at ${where}: ${detail}.`);
    this.params = { where, detail };
  }
}

/** Checks parsed YAML or JSON against the form of a series. @throws SeriesError naming the first wrong place. */
export function readSeries(document: unknown): Series {
  const result = seriesSchema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new SeriesError(issue?.path.map(String).join('.') || 'the top', issue?.message ?? 'invalid');
}
