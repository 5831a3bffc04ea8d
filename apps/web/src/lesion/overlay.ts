import { cache, type Types } from '@cornerstonejs/core';
import { Enums, segmentation } from '@cornerstonejs/tools';
import type { Geometry } from '@calx/dicom';
import { dropVolume, putLabels } from '../images/cornerstone.ts';
import { onViews, viewsOf } from '../images/views.ts';
import { COLOURS, FILL_ALPHA, OUTLINE_WIDTH } from './colours.ts';

/** Masks drawn over the slices: a label volume on the very grid of the image, one label a lesion. */

const STYLE = {
  renderOutline: true,
  outlineWidth: OUTLINE_WIDTH,
  renderFill: true,
  fillAlpha: FILL_ALPHA,
  outlineOpacity: 1,
};

const { Labelmap } = Enums.SegmentationRepresentations;
const segmentationIdOf = (volumeId: string): string => `lesions-${volumeId}`;
const labelVolumeIdOf = (volumeId: string): string => `labels-${volumeId}`;

interface Part {
  readonly mask: Uint8Array;
  readonly kind: keyof typeof COLOURS;
}

export interface Overlay {
  /** Draws these masks (1 where it is), each kind in its own colour. */
  readonly show: (parts: readonly Part[]) => void;
  readonly remove: () => void;
}

/** Puts an empty overlay on a volume; views that come later get it too. */
export function createOverlay(volumeId: string, geometry: Geometry): Overlay {
  const segmentationId = segmentationIdOf(volumeId);
  const labelVolumeId = labelVolumeIdOf(volumeId);
  const labels = cache.getVolume(labelVolumeId) ?? putLabels(labelVolumeId, geometry);
  let colours: readonly Types.Color[] = [];

  segmentation.addSegmentations([
    { segmentationId, representation: { type: Labelmap, data: { volumeId: labelVolumeId } } },
  ]);
  segmentation.segmentationStyle.setStyle({ type: Labelmap, segmentationId }, STYLE);
  const withOverlay = new Set<string>();
  const attach = (): void => {
    const present = viewsOf(volumeId);
    for (const id of [...withOverlay]) if (!present.includes(id)) withOverlay.delete(id);
    for (const id of present) {
      if (withOverlay.has(id)) continue;
      withOverlay.add(id);
      segmentation.addLabelmapRepresentationToViewport(id, [{ segmentationId, type: Labelmap }]);
      paint(id);
    }
  };
  const paint = (viewportId: string): void =>
    colours.forEach((colour, index) =>
      segmentation.config.color.setSegmentIndexColor(viewportId, segmentationId, index + 1, colour),
    );
  const stop = onViews(attach);
  attach();

  return {
    show(parts) {
      const all = new Uint8Array(labels.dimensions[0] * labels.dimensions[1] * labels.dimensions[2]);
      parts.forEach(({ mask }, index) => {
        for (let voxel = 0; voxel < all.length; voxel++) if (mask[voxel]) all[voxel] = index + 1;
      });
      labels.voxelManager?.setCompleteScalarDataArray?.(all);
      colours = parts.map(({ kind }) => [...COLOURS[kind]] as Types.Color);
      for (const id of withOverlay) paint(id);
      segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(segmentationId);
    },
    remove() {
      stop();
      segmentation.removeSegmentation(segmentationId);
      dropVolume(labelVolumeId);
    },
  };
}
