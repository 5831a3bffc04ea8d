import { create } from 'zustand';
import type { PresetId } from './windows.ts';
import type { PointerTool } from './tools.ts';

export type Layout = 'planes' | 'surface' | 'series';

interface ViewerState {
  readonly tool: PointerTool;
  readonly preset: PresetId;
  readonly invert: boolean;
  readonly cine: boolean;
  readonly layout: Layout;
  /** Series in the main viewports. */
  readonly series: string | null;
  /** Raised to put every viewport back to fit and centre. */
  readonly resets: number;
  /** Radius of brush and eraser, mm. */
  readonly brushRadius: number;
  readonly set: (
    change: Partial<
      Pick<ViewerState, 'tool' | 'preset' | 'invert' | 'cine' | 'layout' | 'series' | 'brushRadius'>
    >,
  ) => void;
  readonly reset: () => void;
}

const BRUSH_MM = 5;

/** How the images are shown. Nothing of it is part of the case. */
export const useViewer = create<ViewerState>()((set) => ({
  tool: 'lesion',
  preset: 'soft',
  invert: false,
  cine: false,
  layout: 'planes',
  series: null,
  resets: 0,
  brushRadius: BRUSH_MM,
  set: (change) => set(change),
  reset: () => set(({ resets }) => ({ resets: resets + 1, invert: false })),
}));
