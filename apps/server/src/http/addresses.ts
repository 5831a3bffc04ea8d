import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ServerError } from '../errors.ts';

const LARGEST_VERSION = 2_147_483_647;
const versionNumber = z.coerce.number().int().min(0).max(LARGEST_VERSION);

/** The case that an address names; ids are random, so anything else is no case. */
export function caseId(text: string): string {
  if (!z.uuid().safeParse(text).success) throw new ServerError('case-unknown', {}, 404);
  return text;
}

/** `?version=N`, where given. */
export function optionalVersion(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseVersion(text);
}

/**
 * The version that a change is made to, from the header If-Match (`"3"`).
 * @throws ServerError `version-missing`.
 */
export function sentVersion({ headers }: FastifyRequest): number {
  const sent = headers['if-match'];
  if (sent === undefined) throw new ServerError('version-missing', {}, 428);
  return parseVersion(sent.replace(/^(W\/)?"(.*)"$/, '$2'));
}

function parseVersion(text: string): number {
  const parsed = versionNumber.safeParse(text);
  if (!parsed.success) throw new ServerError('request-invalid');
  return parsed.data;
}
