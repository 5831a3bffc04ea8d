import { create } from 'zustand';
import type { CandidateSearch } from '../work/candidates.ts';
import type { WorkState } from '../work/job.ts';
import type { Blocks } from '../work/lesion.ts';

/** What is drawn and said of a lesion; made from its request, never stored with the case. */
export interface Drawn {
  readonly mask: Uint8Array;
  /** The grid of a mask on a film. */
  readonly blocks?: Blocks;
  /** The muscle that MR signal was compared with. */
  readonly muscle?: Uint8Array;
  /** What could not be answered, and why. */
  readonly notes: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  }[];
}

interface LesionState {
  /** The lesion in hand. */
  readonly active: string | null;
  /** Masks on the grid of their series, by lesion; made from the request, never stored with the case. */
  readonly masks: ReadonlyMap<string, Drawn>;
  /** What is being measured, for the progress mark. */
  readonly busy: boolean;
  /** How far it is. */
  readonly progress: WorkState | null;
  /** Masses that were found without a click, by series; none is a lesion until the reader takes it. */
  readonly candidates: Readonly<Record<string, CandidateSearch>>;
  readonly error: unknown;
  readonly choose: (id: string | null) => void;
  readonly setMask: (id: string, mask: Drawn) => void;
  readonly dropMask: (id: string) => void;
  readonly setBusy: (busy: boolean) => void;
  readonly setProgress: (progress: WorkState) => void;
  readonly setCandidates: (series: string, found: CandidateSearch) => void;
  readonly setError: (error: unknown) => void;
  readonly clear: () => void;
}

const EMPTY = {
  active: null,
  masks: new Map<string, Drawn>(),
  busy: false,
  progress: null,
  candidates: {},
  error: null,
};

export const useLesions = create<LesionState>()((set) => ({
  ...EMPTY,
  choose: (active) => set({ active }),
  setMask: (id, mask) => set(({ masks }) => ({ masks: new Map(masks).set(id, mask) })),
  dropMask: (id) =>
    set(({ masks }) => {
      const others = new Map(masks);
      others.delete(id);
      return { masks: others };
    }),
  setBusy: (busy) => set({ busy, progress: null }),
  setProgress: (progress) => set({ progress }),
  setCandidates: (series, found) =>
    set(({ candidates }) => ({ candidates: { ...candidates, [series]: found } })),
  setError: (error) => set({ error }),
  clear: () => set(EMPTY),
}));
