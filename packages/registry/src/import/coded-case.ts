import type { Release } from '@calx/knowledge';
import { readCase } from '../cohort/registry-case.ts';
import { RegistryError } from '../error.ts';
import type { ImportEntry } from './apply-mapping.ts';
import { fromPhenopacket, isPhenopacket } from './phenopacket.ts';

/** One line of JSON: a case in the case format, a case of the registry, or a phenopacket. */
export function codedCase(text: string, row: number, release: Release): ImportEntry {
  try {
    const document = JSON.parse(text) as unknown;
    if (isPhenopacket(document)) return { row, case: fromPhenopacket(document, release) };
    const named = typeof document === 'object' && document !== null && 'id' in document;
    // The registry's cases have an identifier; a bare case may have none.
    const { id, ...read } = readCase(named ? document : { ...(document as object), id: '-' }, row, release);
    return { row, case: { ...read, id: named ? id : null } };
  } catch (error) {
    if (error instanceof SyntaxError) return bad(row, 'json');
    if (error instanceof RegistryError) return bad(row, String(error.params['where'] ?? 'case'));
    throw error;
  }
}

function bad(row: number, column: string): ImportEntry {
  return { row, problems: [{ row, column, code: 'notCase', params: { where: column } }] };
}
