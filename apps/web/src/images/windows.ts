/** Display windows: centre and width in HU (or stored units), the customary ones of CT reading. Display only. */
export interface Window {
  readonly centre: number;
  readonly width: number;
}

export const WINDOW_PRESETS = [
  { id: 'soft', centre: 50, width: 400 },
  { id: 'bone', centre: 500, width: 2000 },
  { id: 'calcium', centre: 200, width: 600 },
  { id: 'full', centre: 0, width: 0 },
] as const satisfies readonly (Window & { readonly id: string })[];

export type PresetId = (typeof WINDOW_PRESETS)[number]['id'];

/** Share of the darkest and brightest voxels that an automatic window leaves out. */
const TAIL = 0.005;

/** A window from the values themselves: all but the outermost share of them. Sampled, for speed. */
export function autoWindow(data: ArrayLike<number>): Window {
  const step = Math.max(1, Math.floor(data.length / 100_000));
  const sample: number[] = [];
  for (let index = 0; index < data.length; index += step) sample.push(data[index] ?? 0);
  sample.sort((a, b) => a - b);
  const at = (share: number): number => sample[Math.round(share * (sample.length - 1))] ?? 0;
  const [low, high] = [at(TAIL), at(1 - TAIL)];
  return { centre: (low + high) / 2, width: Math.max(1, high - low) };
}

/** The preset for a volume: `full` and whatever has no HU take the window of the values. */
export function presetWindow(id: PresetId, isHU: boolean, data: ArrayLike<number>): Window {
  const preset = WINDOW_PRESETS.find((item) => item.id === id);
  return preset && preset.width > 0 && isHU ? preset : autoWindow(data);
}

export const rangeOf = ({ centre, width }: Window): { lower: number; upper: number } => ({
  lower: centre - width / 2,
  upper: centre + width / 2,
});
