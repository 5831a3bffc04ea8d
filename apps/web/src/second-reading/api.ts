import type { SecondReading } from '@calx/registry';
import { json, send } from '../api/client.ts';

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
