import type { z } from 'zod';
import { seriesSchema, type Series } from './series.ts';

/** What is wrong, as keys of `registry:error`, with the English of it. */
const FAULTS = {
  badSeries: 'it is not in the expected form',
  seriesNoMap: 'it is not a list of names with values',
  seriesNoPatients: 'it does not say how many patients there are',
  seriesTooDeep: 'it is nested too deep or too long',
  seriesNoCounts: 'no counts were found',
} as const;
type SeriesFault = keyof typeof FAULTS;

/** A series file that is not in the expected form. */
export class SeriesError extends Error {
  override readonly name = 'SeriesError';
  readonly code: SeriesFault;
  readonly params: { readonly where: string; readonly detail: string };

  /** @param where Keys down to the place, or nothing for the whole file. @param detail What the form says of it. */
  constructor(code: SeriesFault, where = '', detail = '') {
    const place = [where, detail].filter(Boolean).join(': ');
    super(`The series file can't be used: ${FAULTS[code]}${place && ` (${place})`}.`);
    this.code = code;
    this.params = { where, detail };
  }

  /** The first thing that the form of a series says against a document. */
  static of({ issues: [issue] }: z.ZodError): SeriesError {
    const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? []);
    return new SeriesError('badSeries', path.map(String).join('.'), issue?.message);
  }
}

/** Checks parsed YAML or JSON against the form of a series. @throws SeriesError naming the first wrong place. */
export function readSeries(document: unknown): Series {
  const result = seriesSchema.safeParse(document);
  if (result.success) return result.data;
  throw SeriesError.of(result.error);
}
