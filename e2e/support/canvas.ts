import type { Page } from 'playwright-core';

type Plane = 'axial' | 'coronal' | 'sagittal';

export const viewOf = (plane: Plane): string => `figure[data-plane="${plane}"]`;

export interface CanvasLook {
  /** Standard deviation of the grey levels: a blank canvas has none. */
  readonly deviation: number;
  /** Pixels in the colour of the lesion's outline. */
  readonly outlined: number;
  /** Middle of those pixels, as shares of width and height. */
  readonly centre: readonly [number, number];
}

/** Looks at what a view really drew. */
export function lookAt(page: Page, plane: Plane): Promise<CanvasLook> {
  return page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (!canvas || !pixels) return { deviation: 0, outlined: 0, centre: [0, 0] as const };
    let [sum, squares, outlined, x, y] = [0, 0, 0, 0, 0];
    const count = pixels.length / 4;
    for (let index = 0; index < count; index++) {
      const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * index, 4 * index + 3);
      const grey = (red + green + blue) / 3;
      sum += grey;
      squares += grey * grey;
      if (red > 150 && red - blue > 60 && green > blue) {
        outlined++;
        x += index % canvas.width;
        y += Math.floor(index / canvas.width);
      }
    }
    return {
      deviation: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
      outlined,
      centre: [x / Math.max(1, outlined) / canvas.width, y / Math.max(1, outlined) / canvas.height] as const,
    };
  }, viewOf(plane));
}

/** Standard deviation of the grey levels of the first canvas below a place: a blank one has none. */
export function spreadOf(page: Page, place: string): Promise<number> {
  return page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let [sum, squares] = [0, 0];
    for (let at = 0; at < pixels.length; at += 4) {
      const grey = ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
      sum += grey;
      squares += grey * grey;
    }
    const count = Math.max(1, pixels.length / 4);
    return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }, place);
}

/** Brightest place of a view between two columns (shares of the width), as shares: the calcified mass, without the bone. */
export function brightest(
  page: Page,
  plane: Plane,
  from: number,
  to: number,
): Promise<readonly [number, number]> {
  return page.evaluate(
    ([selector, left, right]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error(`no canvas in ${selector}`);
      const { width, height } = canvas;
      const { data } = context.getImageData(0, 0, width, height);
      const grey = (x: number, y: number): number => data[4 * (x + width * y)] ?? 0;
      let best: readonly [number, number] = [0, 0];
      let most = -1;
      for (let y = 4; y < height / 2; y++)
        for (let x = Math.ceil(left * width); x < right * width; x++) {
          let total = 0;
          for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) total += grey(x + dx, y + dy);
          if (total > most) {
            most = total;
            best = [x / width, y / height];
          }
        }
      return best;
    },
    [viewOf(plane), from, to] as const,
  );
}

/** The place nearest to the middle of a view that is as bright as mineral, as shares of width and height. */
export function denseMiddle(page: Page, plane: Plane): Promise<readonly [number, number]> {
  return page.evaluate((selector) => {
    const BRIGHT = 200;
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (!canvas || !pixels) throw new Error(`no canvas in ${selector}`);
    const { width, height } = canvas;
    let best: readonly [number, number] | undefined;
    let least = Infinity;
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++) {
        const far = Math.hypot(x - width / 2, y - height / 2);
        if (far >= least) continue;
        let dimmest = Infinity;
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++)
            dimmest = Math.min(dimmest, pixels[4 * (x + dx + width * (y + dy))] ?? 0);
        if (dimmest < BRIGHT) continue;
        least = far;
        best = [x / width, y / height];
      }
    if (!best) throw new Error(`nothing dense in ${selector}`);
    return best;
  }, viewOf(plane));
}
