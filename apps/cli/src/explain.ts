import { textKey } from '@calx/lesion';
import type { Context } from './context.ts';
import type { Explained } from './exit.ts';

/** Rooms whose text catalogs hold the sentences of errors. */
const rooms = ['dicom', 'knowledge', 'diagnosis', 'report', 'intake', 'registry', 'phantom', 'server'];

/** The sentence of a room's error or note in the reader's language; its own English message where none is written. */
export function explain(
  context: Pick<Context, 't'>,
  error: Pick<Explained, 'code' | 'params'> & { readonly message?: string },
): string {
  const keys = [textKey('error', error.code), ...rooms.map((room) => `${room}:error.${error.code}`)];
  for (const key of keys) {
    const sentence = context.t(key, error.params);
    if (sentence !== key && sentence !== key.slice(key.indexOf(':') + 1)) return sentence;
  }
  return error.message ?? error.code;
}
