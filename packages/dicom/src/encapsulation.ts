import dicomParser, { type Element } from 'dicom-parser';
import { DicomError } from './errors.ts';
import type { ImageHeader, Instance } from './instance.ts';
import { Tag } from './tags.ts';

/** First bytes of a new code stream: JPEG and JPEG-LS start of image, JPEG 2000 start of codestream, JP2 box. */
function startsCodeStream(bytes: Uint8Array, at: number): boolean {
  const [a, b, c, d] = bytes.subarray(at, at + 4);
  if (a === 0xff && b === 0xd8) return true;
  if (a === 0xff && b === 0x4f && c === 0xff && d === 0x51) return true;
  return a === 0 && b === 0 && c === 0 && d === 0x0c;
}

/**
 * Index of the first fragment of each frame: from the basic offset table where it fits the fragments,
 * else one fragment a frame, else from the start of each code stream.
 */
function frameStarts(element: Element, bytes: Uint8Array, frameCount: number): readonly number[] | undefined {
  const fragments = element.fragments ?? [];
  if (frameCount === 1) return [0];
  const table = element.basicOffsetTable ?? [];
  if (table.length === frameCount) {
    const starts = table.map((offset) => fragments.findIndex((fragment) => fragment.offset === offset));
    if (starts.every((start, i) => start >= 0 && (i === 0 || start > (starts[i - 1] ?? 0)))) return starts;
  }
  if (fragments.length === frameCount) return fragments.map((_, i) => i);
  const starts = fragments.flatMap((fragment, i) => (startsCodeStream(bytes, fragment.position) ? [i] : []));
  return starts.length === frameCount ? starts : undefined;
}

/** The code stream of one frame, its fragments joined (PS3.5 A.4). */
export function encodedFrame(instance: Instance, image: ImageHeader, frame: number): Uint8Array {
  const { dataset, name } = instance;
  const element = dataset.element(Tag.PixelData);
  if (!element) throw new DicomError('no-pixel-data', { name });
  const fragments = element.fragments ?? [];
  const bytes = dataset.fileBytes;
  const starts = fragments.length > 0 ? frameStarts(element, bytes, image.frameCount) : undefined;
  const first = starts?.[frame];
  if (!starts || first === undefined) {
    throw new DicomError('decode-failed', { name, frame: frame + 1 });
  }
  const count = (starts[frame + 1] ?? fragments.length) - first;
  return dicomParser.readEncapsulatedPixelDataFromFragments(dataset.raw, element, first, count);
}
