import type { FrameData } from '../work/frame.ts';
import { rangeOf, type Window } from './windows.ts';

/** Fills RGBA bytes with the grey levels of a window; colour images are taken as they are. */
export function toGrey(
  { data, samplesPerPixel, inverted }: Pick<FrameData, 'data' | 'samplesPerPixel' | 'inverted'>,
  window: Window,
  invert: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = data.length / samplesPerPixel;
  const rgba = new Uint8ClampedArray(4 * pixels);
  const { lower } = rangeOf(window);
  const scale = 255 / Math.max(1, window.width);
  const flip = invert !== inverted;
  for (let at = 0; at < pixels; at++) {
    for (let channel = 0; channel < 3; channel++) {
      const stored = data[samplesPerPixel > 1 ? samplesPerPixel * at + channel : at] ?? 0;
      const level = samplesPerPixel > 1 ? stored : (stored - lower) * scale;
      rgba[4 * at + channel] = flip ? 255 - level : level;
    }
    rgba[4 * at + 3] = 255;
  }
  return rgba;
}

/** Draws an image at its own pixels, its rows stretched where they lie further apart than its columns. */
export function paint(canvas: HTMLCanvasElement, frame: FrameData, window: Window, invert: boolean): void {
  const [rowSpacing, columnSpacing] = frame.calibration.mm ?? [1, 1];
  const drawn = new OffscreenCanvas(frame.columns, frame.rows);
  drawn
    .getContext('2d')
    ?.putImageData(new ImageData(toGrey(frame, window, invert), frame.columns, frame.rows), 0, 0);
  canvas.width = frame.columns;
  canvas.height = Math.round((frame.rows * rowSpacing) / columnSpacing);
  canvas.getContext('2d')?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
}
