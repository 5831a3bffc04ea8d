/** The lesion in hand, the others, and the muscle of comparison, as red, green, blue, alpha of 0 to 255. */
export const COLOURS = {
  active: [245, 184, 61, 255],
  other: [108, 196, 224, 255],
  muscle: [150, 220, 150, 255],
} as const;

/** Outline and faint fill, so that colour is not the only sign. Width in CSS pixels. */
export const OUTLINE_WIDTH = 2;
export const FILL_ALPHA = 0.18;
