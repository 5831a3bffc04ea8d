import { create } from 'zustand';
import type { CaseDocument } from '../api/types.ts';
import {
  changedEntries,
  entryOf,
  mergeCases,
  same,
  sameContent,
  withEntry,
  type CaseEntry,
  type MergeConflict,
} from './merge.ts';

export type SaveState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Something done beside the document, such as keeping a key image, and how it is taken back. */
export interface Deed {
  readonly undo: () => void;
  readonly redo: () => void;
}
/** What undo goes back to: the document as it was, or a deed. */
type Step = CaseDocument | Deed;
const isDeed = (step: Step): step is Deed => 'undo' in step;

/** What somebody else changed while the case was open here. */
export interface News {
  readonly by: string;
  readonly entries: readonly CaseEntry[];
}

interface CaseState {
  /** The case as the server last confirmed it. */
  readonly base: CaseDocument | null;
  /** The case on the screen. */
  readonly document: CaseDocument | null;
  /** The document is a blinded reading: neither sent nor kept as a draft of the case. */
  readonly reading: boolean;
  /** A copy to try things on; nothing of it is stored. */
  readonly trial: CaseDocument | null;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly save: SaveState;
  /** What two people changed differently; nothing is sent until each is settled. */
  readonly conflicts: readonly MergeConflict[];
  readonly news: News | null;
  readonly open: (
    document: CaseDocument,
    draft?: { readonly document: CaseDocument; readonly conflicts: readonly MergeConflict[] },
  ) => void;
  /** Opens a case for a reading of its own, of which nothing goes into the case. */
  readonly openReading: (document: CaseDocument) => void;
  readonly close: () => void;
  /** Applies a pure change; `step: false` folds it into the previous step (a slider being dragged). */
  readonly change: (next: (document: CaseDocument) => CaseDocument, step?: boolean) => void;
  /** Makes something that was done beside the document a step of undo. */
  readonly done: (deed: Deed) => void;
  /** Starts or ends trying things out. */
  readonly tryOut: (on: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly saving: () => void;
  readonly stored: (sent: CaseDocument, version: number, at: string) => void;
  readonly failed: (save: SaveState) => void;
  /** Takes the server's newer document in, keeping what was changed here. */
  readonly takeTheirs: (theirs: CaseDocument) => void;
  /** Chooses one of the two values of a conflict. */
  readonly settle: (conflict: MergeConflict, choice: 'mine' | 'theirs') => void;
  readonly dismissNews: () => void;
}

/** Steps that can be undone. */
const DEPTH = 100;

const EMPTY = {
  base: null,
  document: null,
  reading: false,
  trial: null,
  past: [],
  future: [],
  conflicts: [],
  news: null,
} as const;

export const useCaseStore = create<CaseState>()((set) => ({
  ...EMPTY,
  save: { kind: 'saved', at: null },
  open: (document, draft) =>
    set({
      base: document,
      document: draft?.document ?? document,
      reading: false,
      trial: null,
      past: [],
      future: [],
      conflicts: draft?.conflicts ?? [],
      news: null,
      save: draft ? { kind: 'dirty' } : { kind: 'saved', at: null },
    }),
  openReading: (document) =>
    set({ ...EMPTY, base: document, document, reading: true, save: { kind: 'saved', at: null } }),
  close: () => set(EMPTY),
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
  done: (deed) => set(({ past }) => ({ past: [...past.slice(-DEPTH + 1), deed], future: [] })),
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
  takeTheirs: (theirs) => set((state) => merged(state, theirs)),
  settle: (conflict, choice) =>
    set(({ document, past, conflicts }) => {
      const rest = conflicts.filter((one) => one !== conflict);
      if (!document || choice === 'mine') return { conflicts: rest };
      return {
        document: withEntry(document, conflict, conflict.theirs),
        past: [...past.slice(-DEPTH + 1), document],
        future: [],
        conflicts: rest,
        save: { kind: 'dirty' },
      };
    }),
  dismissNews: () => set({ news: null }),
}));

/** The state with somebody else's newer document in it; steps back and forth keep what they changed, too. */
function merged({ base, document, ...state }: CaseState, theirs: CaseDocument): Partial<CaseState> {
  if (!base || !document || theirs.version <= base.version) return {};
  const { document: both, conflicts: found } = mergeCases(base, document, theirs);
  const isEntry = (one: CaseEntry) => (other: CaseEntry) => one.part === other.part && one.key === other.key;
  const open = state.conflicts.filter(
    (one) => !found.some(isEntry(one)) && !same(entryOf(both, one), entryOf(theirs, one)),
  );
  const rebased = (steps: readonly Step[]) =>
    steps.map((step) => (isDeed(step) ? step : mergeCases(base, step, theirs).document));
  const entries = changedEntries(base, theirs).filter((one) => !found.some(isEntry(one)));
  const by = theirs.history.at(-1)?.by ?? '';
  const before = state.news?.by === by ? state.news.entries : [];
  return {
    base: theirs,
    document: both,
    past: rebased(state.past),
    future: rebased(state.future),
    conflicts: [...open, ...found],
    ...(entries.length > 0 && {
      news: { by, entries: [...before.filter((one) => !entries.some(isEntry(one))), ...entries] },
    }),
    save: sameContent(both, theirs) ? { kind: 'saved', at: null } : { kind: 'dirty' },
  };
}

/** One step back or forth; what is only tried out has no steps. */
function travel({ document, trial, past, future }: CaseState, way: 'undo' | 'redo'): Partial<CaseState> {
  if (trial) return {};
  const target = way === 'undo' ? past.at(-1) : future[0];
  if (!document || !target) return {};
  if (isDeed(target)) {
    target[way]();
    return way === 'undo'
      ? { past: past.slice(0, -1), future: [target, ...future] }
      : { past: [...past, target], future: future.slice(1) };
  }
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
