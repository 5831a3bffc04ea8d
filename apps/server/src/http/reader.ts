import type { FastifyRequest } from 'fastify';

/** Whoever sends no name; accounts are not part of the local workbench. */
const UNNAMED_READER = 'reader';
const LONGEST_READER_NAME = 100;

/**
 * The reader's name, percent-encoded UTF-8, from the header `calx-reader`; what a browser fetches by itself (pictures,
 * downloads, events) has no such header and brings the cookie of that name.
 */
export function readerOf({ headers }: FastifyRequest): string {
  const sent = headers['calx-reader'] ?? /(?:^|;\s*)calx-reader=([^;]*)/.exec(headers.cookie ?? '')?.[1];
  if (typeof sent !== 'string') return UNNAMED_READER;
  try {
    return decodeURIComponent(sent).trim().slice(0, LONGEST_READER_NAME) || UNNAMED_READER;
  } catch {
    return UNNAMED_READER;
  }
}
