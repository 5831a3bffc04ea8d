import { create } from 'zustand';

interface LesionState {
  /** The lesion in hand. */
  readonly active: string | null;
  /** Masks on the grid of their series, by lesion; made from the request, never stored with the case. */
  readonly masks: ReadonlyMap<string, Uint8Array>;
  /** What is being measured, for the progress mark. */
  readonly busy: boolean;
  readonly error: unknown;
  readonly choose: (id: string | null) => void;
  readonly setMask: (id: string, mask: Uint8Array) => void;
  readonly dropMask: (id: string) => void;
  readonly setBusy: (busy: boolean) => void;
  readonly setError: (error: unknown) => void;
  readonly clear: () => void;
}

const EMPTY = { active: null, masks: new Map<string, Uint8Array>(), busy: false, error: null };

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
  setBusy: (busy) => set({ busy }),
  setError: (error) => set({ error }),
  clear: () => set(EMPTY),
}));
