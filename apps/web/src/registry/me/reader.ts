import { create } from 'zustand';

const STORED = 'calx-reader';
/** Whoever has not said who they are. */
const UNNAMED = 'reader';

interface ReaderState {
  readonly name: string;
  readonly setName: (name: string) => void;
}

/** Who works in this browser, as the histories and reader studies name them. */
export const useReader = create<ReaderState>()((set) => ({
  name: localStorage.getItem(STORED) ?? UNNAMED,
  setName: (name) => {
    const kept = name.trim() || UNNAMED;
    localStorage.setItem(STORED, kept);
    set({ name: kept });
  },
}));
