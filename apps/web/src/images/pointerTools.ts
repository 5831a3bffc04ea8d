/** What the left mouse button does. The middle one pans, the right one zooms, the wheel scrolls: always. */
const READING = ['window', 'pan', 'zoom', 'length', 'angle'] as const;
/** Tools that change the lesion in hand: add and erase under a ball, cut with a plane, keep within a box. */
const EDIT_TOOLS = ['brush', 'erase', 'cut', 'box'] as const;

export type PointerTool = 'lesion' | 'muscle' | 'outline' | (typeof READING)[number] | EditTool;
export type EditTool = (typeof EDIT_TOOLS)[number];
/** Tools that draw on the view, in place of the viewer's own. */
export type DrawTool = EditTool | 'outline';

/** What the images of the series in view are. */
export type ImageKind = 'ct' | 'mr' | 'film' | 'picture';

/** The tools that have a meaning on such images. */
export const TOOLS_OF: Readonly<Record<ImageKind, readonly PointerTool[]>> = {
  ct: ['lesion', ...READING, ...EDIT_TOOLS],
  mr: ['lesion', 'muscle', ...READING],
  film: ['lesion', 'outline', ...READING],
  picture: READING,
};

export const isDrawTool = (tool: PointerTool): tool is DrawTool =>
  tool === 'outline' || EDIT_TOOLS.some((edit) => edit === tool);
