/** What the left mouse button does. The middle one pans, the right one zooms, the wheel scrolls: always. */
const VIEW_TOOLS = ['lesion', 'muscle', 'window', 'pan', 'zoom', 'length', 'angle'] as const;
/** Tools that change the lesion in hand: add and erase under a ball, cut with a plane, keep within a box. */
const EDIT_TOOLS = ['brush', 'erase', 'cut', 'box'] as const;

export const POINTER_TOOLS = [...VIEW_TOOLS, ...EDIT_TOOLS] as const;
export type PointerTool = (typeof POINTER_TOOLS)[number];
export type EditTool = (typeof EDIT_TOOLS)[number];

export const isEditTool = (tool: PointerTool): tool is EditTool => EDIT_TOOLS.some((edit) => edit === tool);
