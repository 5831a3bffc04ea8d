import type { FastifyRequest } from 'fastify';
import { ServerError } from '../errors.ts';

/** Names of this computer; a page that reaches Calx under any other name was led here (DNS rebinding). */
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Refuses requests that a foreign page makes a browser send: a host name that is not this computer's, and
 * changes whose Origin is another site. Programs without a browser send neither header and pass.
 * @throws ServerError `host-refused`, `origin-refused`.
 */
export function refuseForeignRequest({ headers, method }: FastifyRequest): void {
  const host = headers.host ?? '';
  if (!OWN_NAMES.has(host.replace(/:\d+$/, '').toLowerCase())) throw new ServerError('host-refused', {}, 421);
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const foreign = origin !== undefined ? origin !== `http://${host}` : site === 'cross-site';
  if (foreign && (CHANGES.has(method) || site === 'cross-site'))
    throw new ServerError('origin-refused', {}, 403);
}
