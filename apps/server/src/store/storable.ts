import type { z } from 'zod';
import { ServerError } from '../errors.ts';

const DEEPEST = 24;
const LONGEST_PLACE = 120;
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Checks what a client sent against a schema and what a database can hold, and gives it back as JSON.
 * @throws ServerError `case-invalid` naming the first place that is wrong, never its value.
 */
export function parseStorable<S extends z.ZodType>(schema: S, sent: unknown): z.output<S> {
  const checked = schema.safeParse(sent);
  if (!checked.success) throw invalid(checked.error.issues[0]?.path.join('.') ?? '');
  // Through JSON once, so that what is compared and stored is what is given back.
  const document = JSON.parse(JSON.stringify(checked.data)) as z.output<S>;
  checkStorable(document, '', 0);
  return document;
}

/** JSONB holds neither U+0000 nor half a surrogate pair, and nesting has to end somewhere. */
function checkStorable(value: unknown, where: string, depth: number): void {
  if (depth > DEEPEST) throw invalid(where);
  if (typeof value === 'string') {
    if (value.includes('\u0000') || HALF_PAIR.test(value)) throw invalid(where);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      checkStorable(key, where, depth + 1);
      checkStorable(inner, depth < 2 ? [where, key].filter(Boolean).join('.') : where, depth + 1);
    }
  }
}

function invalid(where: string): ServerError {
  return new ServerError('case-invalid', { where: where.slice(0, LONGEST_PLACE) || 'document' }, 422);
}
