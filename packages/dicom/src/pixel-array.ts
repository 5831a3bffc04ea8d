/** Bytes of native pixel data to typed stored values, PS3.5 8. */

export type PixelArray =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** The packing of stored values. */
export interface Packing {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Big-endian words of `size` bytes to little-endian. */
export function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const copy = bytes.slice();
  for (let i = 0; i + size <= copy.length; i += size) copy.subarray(i, i + size).reverse();
  return copy;
}

/** Little-endian bytes as values of the header's width and sign. */
export function typedValues(bytes: Uint8Array, bitsAllocated: number, signed: boolean): PixelArray {
  const size = bitsAllocated <= 8 ? 1 : bitsAllocated <= 16 ? 2 : 4;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset } = aligned;
  const length = Math.floor(aligned.length / size);
  if (size === 1) return signed ? new Int8Array(buffer, byteOffset, length) : aligned;
  if (size === 2)
    return signed ? new Int16Array(buffer, byteOffset, length) : new Uint16Array(buffer, byteOffset, length);
  return signed ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
}

/** One bit a pixel, least significant first, across byte borders (PS3.5 8.1.1, annex D). */
export function unpackBits(bytes: Uint8Array, first: number, count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const bit = first + i;
    out[i] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return out;
}

/** Plane by plane (RRGGBB) to pixel by pixel (RGBRGB). */
export function interleaved<T extends PixelArray>(data: T, samples: number): T {
  const out = data.slice() as T;
  const plane = data.length / samples;
  for (let s = 0; s < samples; s++) {
    for (let i = 0; i < plane; i++) out[i * samples + s] = data[s * plane + i] ?? 0;
  }
  return out;
}

/** YBR_FULL_422: two pixels share one chroma pair (Y0 Y1 Cb Cr), expanded to Y Cb Cr a pixel. */
export function expand422(bytes: Uint8Array, pixels: number): Uint8Array {
  const out = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const pair = (i >> 1) * 4;
    out[i * 3] = bytes[pair + (i & 1)] ?? 0;
    out[i * 3 + 1] = bytes[pair + 2] ?? 0;
    out[i * 3 + 2] = bytes[pair + 3] ?? 0;
  }
  return out;
}

/** Shifts of a 32-bit word that leave the stored bits, the sign spread from the high bit where there is one. */
export interface BitCut {
  readonly up: number;
  readonly down: number;
  readonly signed: boolean;
}

/** Bits above Bits Stored may hold overlays or rubbish (PS3.5 8.1.1). Undefined where all bits are stored. */
export function unusedBits({ bitsAllocated, bitsStored, highBit, signed }: Packing): BitCut | undefined {
  if (bitsStored === bitsAllocated || bitsAllocated > 32) return undefined;
  return { up: 32 - (highBit + 1), down: 32 - bitsStored, signed };
}

export function cutBits(data: PixelArray, { up, down, signed }: BitCut): PixelArray {
  const out = data.slice();
  for (let i = 0; i < out.length; i++) {
    const value = (data[i] ?? 0) << up;
    out[i] = signed ? value >> down : value >>> down;
  }
  return out;
}
