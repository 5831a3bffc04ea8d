/** Line drawings of the tools, 16 by 16. */
const PATHS = {
  lesion: 'M8 1v4M8 11v4M1 8h4M11 8h4M8 8h.01',
  muscle: 'M2 12c4 2 9 0 11-4 1-2 1-4 0-5-2 0-3 2-5 3-3 1-6 1-6 6zM5 10c2 0 4-1 5-3',
  window: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  pan: 'M8 1v14M1 8h14M8 1 6 3M8 1l2 2M8 15l-2-2M8 15l2-2M1 8l2-2M1 8l2 2M15 8l-2-2M15 8l-2 2',
  zoom: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2zM11 11l4 4M5 7h4M7 5v4',
  length: 'M2 14 14 2M2 10v4h4M10 2h4v4',
  angle: 'M2 13h12M2 13 11 3M7 13a5 5 0 0 0-1.700-3.700',
  brush: 'M11 2l3 3-6 6-3-3zM5 8c-3 0-2 4-4 5 3 1 7 0 7-2',
  erase: 'M6 13 2 9l7-7 5 5-6 6zM5 6l5 5M6 13h8',
  cut: 'M3 14 13 2M4 4h2M8 4h1M10 12h3M6 12h2',
  outline: 'M8 2c4 0 6 3 5 6-1 2-4 2-4 4s-4 2-6 0-2-5 0-7 2-3 5-3zM12 12l3 3',
  box: 'M2 2h3M7 2h2M11 2h3v3M14 7v2M14 11v3h-3M9 14H7M5 14H2v-3M2 9V7M2 5V2M6 6h4v4H6z',
  invert: 'M2 2h12v12H2zM2 14 14 2',
  space: 'M8 1 14 4.500v7L8 15 2 11.500v-7zM2 4.500 8 8l6-3.500M8 8v7',
  cine: 'M4 2l9 6-9 6z',
  keyImage: 'M2 3h12v10H2zM8 5l1 2 2 .300-1.500 1.400.400 2.100L8 9.800l-1.900 1 .400-2.100L5 7.300 7 7z',
  reset: 'M3 8a5 5 0 1 1 2 4M3 13V9h4',
  undo: 'M3 7h7a3 3 0 0 1 0 6H6M3 7l3-3M3 7l3 3',
  redo: 'M13 7H6a3 3 0 0 0 0 6h4M13 7l-3-3M13 7l-3 3',
} as const;

export type ToolIconName = keyof typeof PATHS;

export function ToolIcon({ name }: { readonly name: ToolIconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
