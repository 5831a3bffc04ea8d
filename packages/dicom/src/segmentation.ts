import { DicomError } from './errors.ts';
import type { Instance } from './instance.ts';
import { copyToGrid, emptyMask, finishMask, type Mask } from './mask.ts';
import { readPixels } from './pixels.ts';
import { Tag } from './tags.ts';
import type { Geometry, Vec3 } from './types.ts';
import { cross, scale, unit } from './vector.ts';

export interface Segment {
  readonly number: number;
  readonly label: string;
}

/** The segments that a DICOM segmentation names. */
export function segmentsOf(instance: Instance): readonly Segment[] {
  return instance.dataset.items(Tag.SegmentSequence).map((item, i) => ({
    number: item.number(Tag.SegmentNumber) ?? i + 1,
    label: item.text(Tag.SegmentLabel) ?? '',
  }));
}

/** Segment number of each frame, PS3.3 C.8.20.3.1; the shared group where all frames are of one segment. */
function frameSegments(instance: Instance): readonly (number | undefined)[] {
  const { dataset, frames } = instance;
  const shared = dataset.item(Tag.SharedFunctionalGroupsSequence);
  const perFrame = dataset.items(Tag.PerFrameFunctionalGroupsSequence);
  return frames.map((_, i) => {
    const group = perFrame[i]?.item(Tag.SegmentIdentificationSequence);
    return (group ?? shared?.item(Tag.SegmentIdentificationSequence))?.number(Tag.ReferencedSegmentNumber);
  });
}

/**
 * A binary DICOM segmentation voxel to voxel on the grid of a series.
 * @param segment its number; all segments together where left out.
 * @throws DicomError `not-a-segmentation`, `no-segment`, `no-position`, `mask-grid`, `segmentation-empty`, and as `readPixels`.
 */
export async function readSegmentation(instance: Instance, grid: Geometry, segment?: number): Promise<Mask> {
  const { name, image, dataset } = instance;
  if (!image || dataset.text(Tag.SegmentationType) !== 'BINARY')
    throw new DicomError('not-a-segmentation', { name });
  const segments = segmentsOf(instance);
  if (segment !== undefined && !segments.some(({ number }) => number === segment)) {
    throw new DicomError('no-segment', { name, segment, segments: segments.length });
  }
  const numbers = frameSegments(instance);
  const data = emptyMask(grid);
  for (const [f, frame] of instance.frames.entries()) {
    if (segment !== undefined && numbers[f] !== segment) continue;
    const { position, orientation, pixelSpacing } = frame;
    if (!position || !orientation || !pixelSpacing) throw new DicomError('no-position', { name });
    const pixels = await readPixels(instance, f);
    const [row, column] = orientation;
    const size: Vec3 = [image.columns, image.rows, 1];
    const normal = unit(cross(row, column));
    copyToGrid(
      {
        size,
        origin: position,
        // A single plane has no step of its own; that of the grid keeps the map a whole-number one.
        steps: [scale(row, pixelSpacing[1]), scale(column, pixelSpacing[0]), scale(normal, grid.spacing[2])],
        isSet: (index) => pixels.data[index] === 1,
      },
      grid,
      data,
      name,
    );
  }
  return finishMask(data, grid, name);
}
