import { DicomError } from './errors.ts';
import type { ImageHeader, Instance } from './instance.ts';
import type { PixelArray } from './pixel-array.ts';

export interface Decoded {
  readonly data: PixelArray;
  readonly photometric: string;
}

/** Decode one frame's code stream to stored values. */
export async function decodeFrame(
  instance: Instance,
  _image: ImageHeader,
  _encoded: Uint8Array,
  _frame: number,
): Promise<Decoded> {
  throw new DicomError('unsupported-transfer-syntax', {
    name: instance.name,
    transferSyntax: instance.transferSyntax,
  });
}
