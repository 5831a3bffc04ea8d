/** What the left mouse button does. The middle one pans, the right one zooms, the wheel scrolls: always. */
export const POINTER_TOOLS = ['lesion', 'window', 'pan', 'zoom', 'length', 'angle'] as const;
export type PointerTool = (typeof POINTER_TOOLS)[number];
