import type { ReadingComparison } from '@calx/registry';
import { json, send } from '../api/client.ts';

/** A second reading as the server gives it; the comparison once both have read. */
export interface SecondReading {
  /** Name of the reader study that carries it, and its one round. */
  readonly name: string;
  readonly round: string;
  readonly state: 'open' | 'submitted' | 'withdrawn';
  readonly askedBy: string;
  readonly askedAt: string;
  readonly why: string | null;
  /** Null while nobody is named and nobody has begun. */
  readonly reader: string | null;
  readonly comparison: ReadingComparison | null;
}

const path = (id: string): string => `/cases/${encodeURIComponent(id)}/second-reading`;

export const fetchSecondReading = async (id: string): Promise<SecondReading | null> =>
  (await json<{ secondReading: SecondReading | null }>(path(id))).secondReading;

/** Asks for a second reading of the case as it stands in `version`. @throws ApiError */
export const askSecondReading = (
  id: string,
  version: number,
  asked: { readonly reader?: string; readonly ranked: readonly string[]; readonly why?: string },
): Promise<{ version: number }> => json(path(id), send('POST', asked, { 'if-match': `"${version}"` }));

export const withdrawSecondReading = (id: string): Promise<object> => json(path(id), { method: 'DELETE' });
