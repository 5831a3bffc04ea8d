import type { Geometry, Vec3 } from '@calx/dicom';
import type { Index3 } from '../grid.ts';
import { closed } from '../morphology.ts';
import { MrError } from './refusal.ts';
import { growRegion } from './region.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';

/**
 * How a lesion's voxels were found: grown from a click, a ball about the click where no edge was found, a given mask, or
 * carried over from another series by the frame of reference. A key of `lesion:mr.rule.*`.
 */
export type MrRule = 'click' | 'sample' | 'mask' | 'carried';

/** Where the lesion is said to be. */
export interface MrPlace {
  /** One click, LPS mm in that series' frame. */
  readonly at?: Vec3;
  /** The whole lesion on that series' grid, 1 where it is. */
  readonly mask?: Uint8Array;
  /** A lesion found on another series (CT), with its grid and Frame of Reference UID. */
  readonly carried?: {
    readonly geometry: Geometry;
    readonly mask: Uint8Array;
    readonly frameOfReference: string;
    /** As people call it. */
    readonly name: string;
  };
}

/** The lesion's voxels on the series that it was found on. */
export interface FoundLesion extends MaskedRegion {
  readonly rule: MrRule;
}

/**
 * The lesion on a sequence: a given mask, grown from a click, or carried over from another series.
 * @throws MrError `otherGrid`, `notCovered`, `outside`, `noPoint`, `otherFrame`
 */
export function lesionOn(
  { volume, frameOfReference }: MrSequence,
  { mask, at, carried }: MrPlace,
  rules: MrRules,
): FoundLesion {
  if (mask) return { ...withinMask(volume, mask), rule: 'mask' };
  if (at) {
    const grown = growRegion(volume, at, rules);
    return { ...grown, rule: grown.edge === 'grown' ? 'click' : 'sample' };
  }
  if (!carried) throw new MrError('noPoint');
  if (carried.frameOfReference === '' || carried.frameOfReference !== frameOfReference)
    throw new MrError('otherFrame', { name: carried.name });
  const source: SpatialMask = {
    geometry: carried.geometry,
    mask: carried.mask,
    region: { size: carried.geometry.size as Index3, offset: [0, 0, 0] },
  };
  const radius = rules.region.closingRadius;
  const there = carriedTo(volume, source, radius);
  if (!there) throw new MrError('notCovered');
  return { region: there.region, mask: closed(there.mask, there.region, radius), rule: 'carried' };
}

function withinMask(volume: MrSequence['volume'], mask: Uint8Array): MaskedRegion {
  if (mask.length !== volume.data.length) throw new MrError('otherGrid');
  const region = { size: volume.size as Index3, offset: [0, 0, 0] as const };
  const found = carriedTo(volume, { geometry: volume, region, mask }, 0);
  if (!found) throw new MrError('notCovered');
  return found;
}
