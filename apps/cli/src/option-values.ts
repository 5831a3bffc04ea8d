import { UsageError } from './exit.ts';

/** A point such as `--at X,Y,Z`, in patient millimetres. */
export function pointOption(option: string, given: unknown): readonly [number, number, number] | undefined {
  if (typeof given !== 'string') return undefined;
  const [x, y, z, ...rest] = numbersOf(given);
  if (x !== undefined && y !== undefined && z !== undefined && rest.length === 0) return [x, y, z];
  throw new UsageError('cli:error.badPoint', { option, given });
}

type Corner = readonly [number, number, number];

/** A box such as `--box X1,Y1,Z1,X2,Y2,Z2`: two opposite corners in patient millimetres. */
export function boxOption(option: string, given: unknown): readonly [Corner, Corner] | undefined {
  if (typeof given !== 'string') return undefined;
  const numbers = numbersOf(given);
  if (numbers.length !== 6) throw new UsageError('cli:error.badBox', { option, given });
  return [numbers.slice(0, 3) as unknown as Corner, numbers.slice(3) as unknown as Corner];
}

/** Column and row, from 0. */
type Pixel = readonly [number, number];

/** A point of a radiograph, `--at COLUMN,ROW`, in image pixels from 0. */
export function pixelOption(option: string, given: unknown): Pixel | undefined {
  if (typeof given !== 'string') return undefined;
  const [column, row, ...rest] = numbersOf(given);
  if (column !== undefined && row !== undefined && rest.length === 0) return [column, row];
  throw new UsageError('cli:error.badPixel', { option, given });
}

/** A polygon of a radiograph: `--outline COLUMN,ROW,COLUMN,ROW,...`. */
export function outlineOption(given: unknown): readonly Pixel[] | undefined {
  if (typeof given !== 'string') return undefined;
  const corners = pairsOf(numbersOf(given));
  if (corners.length < 3) throw new UsageError('cli:error.badOutline', { given });
  return corners;
}

/** A place on one film of a study. */
export interface FilmClick {
  /** Series UID of the film, or SOP Instance UID where a series holds several. */
  readonly film: string;
  readonly at?: Pixel;
  readonly outline?: readonly Pixel[];
}

/** Places on films: `--film UID:COLUMN,ROW` for a click, with three corners or more for an outline. */
export function filmOption(given: unknown): readonly FilmClick[] {
  if (!Array.isArray(given)) return [];
  return given.map((text: string) => {
    const colon = text.lastIndexOf(':');
    const film = text.slice(0, Math.max(0, colon));
    const points = pairsOf(numbersOf(text.slice(colon + 1)));
    const [at] = points;
    if (film === '' || !at || points.length === 2) throw new UsageError('cli:error.badFilm', { given: text });
    return points.length === 1 ? { film, at } : { film, outline: points };
  });
}

/** Columns and rows one after the other; none where a number is left over. */
function pairsOf(numbers: readonly number[]): readonly Pixel[] {
  if (numbers.length % 2 === 1) return [];
  return Array.from({ length: numbers.length / 2 }, (_, n) => [
    numbers[2 * n] as number,
    numbers[2 * n + 1] as number,
  ]);
}

/** The numbers of a list with commas; none where one of them is no number. */
function numbersOf(given: string): readonly number[] {
  const numbers = given.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : [];
}

/** The number of a stack, `--stack 2`. */
export function stackOption(given: unknown): number | undefined {
  const stack = numberOption('--stack', given);
  if (stack === undefined || (Number.isInteger(stack) && stack > 0)) return stack;
  throw new UsageError('cli:error.badNumber', { option: '--stack', given: String(given) });
}

/** A number given to an option. */
export function numberOption(option: string, given: unknown): number | undefined {
  if (typeof given !== 'string') return undefined;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!Number.isFinite(value)) throw new UsageError('cli:error.badNumber', { option, given });
  return value;
}
