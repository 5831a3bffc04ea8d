import type { CaseDocument } from '../api/types.ts';
import type { MergeConflict } from './merge.ts';

/** Unsaved work of a case, kept in this browser until the server has it: a closed tab loses nothing. */

const key = (id: string): string => `calx-draft:${id}`;

export interface Draft {
  readonly base: CaseDocument;
  readonly document: CaseDocument;
  /** What nobody has chosen yet; drafts of earlier releases have none. */
  readonly conflicts?: readonly MergeConflict[];
}

export function keepDraft(draft: Draft): void {
  try {
    localStorage.setItem(key(draft.document.id), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage takes only the second safety net away; the server has the first.
  }
}

export function dropDraft(id: string): void {
  localStorage.removeItem(key(id));
}

export function findDraft(id: string): Draft | undefined {
  try {
    const text = localStorage.getItem(key(id));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}
