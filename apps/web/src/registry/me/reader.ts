import { create } from 'zustand';

/** Name of the stored value, of the header and of the cookie. */
const READER = 'calx-reader';
/** Whoever has not said who they are. */
const UNNAMED = 'reader';

interface ReaderState {
  readonly name: string;
  readonly setName: (name: string) => void;
}

/** Tells the server who asks where the browser fetches by itself: pictures, downloads, events. */
function tell(name: string): void {
  document.cookie = `${READER}=${encodeURIComponent(name)}; path=/api; SameSite=Strict; max-age=31536000`;
}

/** Who works in this browser, as the histories and reader studies name them. */
export const useReader = create<ReaderState>()((set) => {
  const name = localStorage.getItem(READER) ?? UNNAMED;
  tell(name);
  return {
    name,
    setName: (typed) => {
      const kept = typed.trim() || UNNAMED;
      localStorage.setItem(READER, kept);
      tell(kept);
      set({ name: kept });
    },
  };
});

/** The name as requests carry it. */
export const readerHeader = (): Record<string, string> => ({
  [READER]: encodeURIComponent(useReader.getState().name),
});

/** Whoever works here now. */
export const readerName = (): string => useReader.getState().name;
