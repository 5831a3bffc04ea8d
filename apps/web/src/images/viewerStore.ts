import { create } from 'zustand';
import type { PresetId } from './windows.ts';
import type { PointerTool } from './pointerTools.ts';

interface ViewerState {
  readonly tool: PointerTool;
  readonly preset: PresetId;
  /** Radius of the brush and the eraser, mm. */
  readonly radius: number;
  readonly invert: boolean;
  readonly cine: boolean;
  /** The lesion in space in place of the last plane. */
  readonly space: boolean;
  /** Series in the main viewports. */
  readonly series: string | null;
  /** Raised to put every viewport back to fit and centre. */
  readonly resets: number;
  readonly set: (
    change: Partial<Pick<ViewerState, 'tool' | 'preset' | 'radius' | 'invert' | 'cine' | 'space' | 'series'>>,
  ) => void;
  readonly reset: () => void;
}

/** Radii of the brush, mm: a range of the control. */
export const BRUSH = { least: 1, usual: 4, most: 20 } as const;

/** How the images are shown. Nothing of it is part of the case. */
export const useViewer = create<ViewerState>()((set) => ({
  tool: 'lesion',
  preset: 'soft',
  radius: BRUSH.usual,
  invert: false,
  cine: false,
  space: false,
  series: null,
  resets: 0,
  set: (change) => set(change),
  reset: () => set(({ resets }) => ({ resets: resets + 1, invert: false })),
}));
