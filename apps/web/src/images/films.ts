import type { CaseSeries, FilmPlace } from '../api/types.ts';
import type { FrameData } from '../work/frame.ts';

/** A pixel of an image: column and row, 0 at the centre of the first. */
export type FilmPoint = readonly [number, number];

/** The lesion tool on a film: where it was clicked, or an outline with a point in it. */
export type OnFilm = (series: CaseSeries, film: FilmPlace, at: FilmPoint) => void;

export const isRadiograph = ({ role }: Pick<CaseSeries, 'role'>): boolean =>
  role?.startsWith('radiograph') ?? false;

/** mm between columns and rows as the viewer places them; 1 where no length can be stated. */
const spacingOf = ({ calibration }: Pick<FrameData, 'calibration'>): FilmPoint => {
  const [row, column] = calibration.mm ?? [1, 1];
  return [column, row];
};

/** The pixel at a place of the viewer, whose origin is the centre of the first pixel. */
export function pixelAt(frame: Pick<FrameData, 'calibration'>, world: readonly number[]): FilmPoint {
  const [column, row] = spacingOf(frame);
  return [(world[0] ?? 0) / column, (world[1] ?? 0) / row];
}

/** Where the viewer has a pixel. */
export function worldAt(
  frame: Pick<FrameData, 'calibration'>,
  [x, y]: FilmPoint,
): readonly [number, number, number] {
  const [column, row] = spacingOf(frame);
  return [x * column, y * row, 0];
}

/** The middle of an outline's corners, as the point that stands for it. */
export function middleOf(outline: readonly FilmPoint[]): FilmPoint {
  const sum = outline.reduce<FilmPoint>(([x, y], [column, row]) => [x + column, y + row], [0, 0]);
  return [sum[0] / outline.length, sum[1] / outline.length];
}
