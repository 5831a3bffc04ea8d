import { create } from 'zustand';
import type { CaseDocument } from '../api/types.ts';
import { mergeCases, type MergeConflict } from './merge.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed'; readonly error: unknown };

interface CaseState {
  /** The case as the server last confirmed it. */
  readonly base: CaseDocument | null;
  /** The case on the screen. */
  readonly document: CaseDocument | null;
  /** A copy to try things on; nothing of it is stored. */
  readonly trial: CaseDocument | null;
  readonly past: readonly CaseDocument[];
  readonly future: readonly CaseDocument[];
  readonly save: SaveState;
  readonly conflicts: readonly MergeConflict[];
  readonly open: (document: CaseDocument, draft?: CaseDocument) => void;
  readonly close: () => void;
  /** Applies a pure change; `step: false` folds it into the previous step (a slider being dragged). */
  readonly change: (next: (document: CaseDocument) => CaseDocument, step?: boolean) => void;
  /** Starts or ends trying things out. */
  readonly tryOut: (on: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly saving: () => void;
  readonly stored: (sent: CaseDocument, version: number, at: string) => void;
  readonly failed: (save: SaveState) => void;
  /** Takes the server's newer document in, keeping what was changed here. */
  readonly takeTheirs: (theirs: CaseDocument) => void;
  readonly dismissConflicts: () => void;
}

/** Steps that can be undone. */
const DEPTH = 100;

export const useCaseStore = create<CaseState>()((set) => ({
  base: null,
  document: null,
  trial: null,
  past: [],
  future: [],
  save: { kind: 'saved', at: null },
  conflicts: [],
  open: (document, draft) =>
    set({
      base: document,
      document: draft ?? document,
      trial: null,
      past: [],
      future: [],
      conflicts: [],
      save: draft ? { kind: 'dirty' } : { kind: 'saved', at: null },
    }),
  close: () => set({ base: null, document: null, trial: null, past: [], future: [], conflicts: [] }),
  change: (next, step = true) =>
    set(({ document, trial, past }) => {
      if (trial) return { trial: next(trial) };
      if (!document) return {};
      const changed = next(document);
      if (changed === document) return {};
      return {
        document: changed,
        past: step ? [...past.slice(-DEPTH + 1), document] : past,
        future: [],
        save: { kind: 'dirty' },
      };
    }),
  tryOut: (on) => set(({ document }) => ({ trial: on ? document : null })),
  undo: () => set((state) => travel(state, 'undo')),
  redo: () => set((state) => travel(state, 'redo')),
  saving: () => set({ save: { kind: 'saving' } }),
  stored: (sent, version, at) =>
    set(({ document }) => ({
      base: { ...sent, version },
      document: document && { ...document, version },
      save: document === sent ? { kind: 'saved', at } : { kind: 'dirty' },
    })),
  failed: (save) => set({ save }),
  takeTheirs: (theirs) =>
    set(({ base, document }) => {
      if (!base || !document || theirs.version <= base.version) return {};
      const merged = mergeCases(base, document, theirs);
      return {
        base: theirs,
        document: merged.document,
        conflicts: merged.conflicts,
        save: { kind: 'dirty' },
      };
    }),
  dismissConflicts: () => set({ conflicts: [] }),
}));

/** One step back or forth; what is only tried out has no steps. */
function travel({ document, trial, past, future }: CaseState, way: 'undo' | 'redo'): Partial<CaseState> {
  if (trial) return {};
  const target = way === 'undo' ? past.at(-1) : future[0];
  if (!document || !target) return {};
  // The version is the server's; it does not travel in time.
  const next = { ...target, version: document.version };
  return way === 'undo'
    ? { document: next, past: past.slice(0, -1), future: [document, ...future], save: { kind: 'dirty' } }
    : { document: next, past: [...past, document], future: future.slice(1), save: { kind: 'dirty' } };
}

/** The open case, or the copy that things are tried on; only below a page that has opened one. */
export function useDocument(): CaseDocument {
  const document = useCaseStore((state) => state.trial ?? state.document);
  if (!document) throw new Error('No case is open.');
  return document;
}
