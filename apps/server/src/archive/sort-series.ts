import { seriesRole, stacksOf, type Instance } from '@calx/dicom';
import type { SeriesSorting } from '../store/images.ts';

/** Where each image of a series lies in its stack, and what the series shows. */
export function sortSeries(instances: readonly Instance[]): SeriesSorting {
  const slices = stacksOf(instances).flatMap((stack) => stack.slices);
  const order = [...new Set(slices.map(({ instance }) => instance))];
  const { role, confidence, because, plane, side, bodyPart } = seriesRole({ instances: order });
  return {
    role,
    confidence,
    because,
    plane: plane ?? null,
    side: side ?? null,
    bodyPart: bodyPart ?? null,
    order: order.map(({ sopInstanceUID }) => sopInstanceUID),
  };
}
