import { DicomError } from './errors.ts';
import { inflate } from './inflate.ts';
import { copyToGrid, emptyMask, finishMask, type Block, type Mask } from './mask.ts';
import type { Geometry, Vec3 } from './types.ts';

/** Where the fields of a header lie: NIfTI-1 (348 bytes) and NIfTI-2 (540 bytes). */
interface Layout {
  readonly header: number;
  readonly dim: number;
  readonly datatype: number;
  readonly pixdim: number;
  readonly voxOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly qformCode: number;
  readonly quatern: number;
  readonly sformCode: number;
  readonly srow: number;
  readonly wide: boolean;
}

const NIFTI_1: Layout = {
  header: 348,
  dim: 40,
  datatype: 70,
  pixdim: 76,
  voxOffset: 108,
  slope: 112,
  intercept: 116,
  qformCode: 252,
  quatern: 256,
  sformCode: 254,
  srow: 280,
  wide: false,
};
const NIFTI_2: Layout = {
  header: 540,
  dim: 16,
  datatype: 12,
  pixdim: 104,
  voxOffset: 168,
  slope: 176,
  intercept: 184,
  qformCode: 344,
  quatern: 352,
  sformCode: 348,
  srow: 400,
  wide: true,
};

type Reader = (view: DataView, at: number, little: boolean) => number;

/** Datatype code to bytes a voxel and how to read one. */
const DATATYPES: Readonly<Record<number, readonly [number, Reader]>> = {
  2: [1, (view, at) => view.getUint8(at)],
  4: [2, (view, at, little) => view.getInt16(at, little)],
  8: [4, (view, at, little) => view.getInt32(at, little)],
  16: [4, (view, at, little) => view.getFloat32(at, little)],
  64: [8, (view, at, little) => view.getFloat64(at, little)],
  256: [1, (view, at) => view.getInt8(at)],
  512: [2, (view, at, little) => view.getUint16(at, little)],
  768: [4, (view, at, little) => view.getUint32(at, little)],
};

/** Unpacked size allowed for a mask, and its ratio to the packed file: masks of zeros pack a thousandfold. */
const LIMIT = { bytes: 2 ** 31 - 1, ratio: 1100 };

class Header {
  readonly view: DataView;
  readonly little: boolean;
  readonly layout: Layout;

  constructor(bytes: Uint8Array, name: string) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length >= NIFTI_1.header ? this.view.getInt32(0, true) : 0;
    const swapped = bytes.length >= NIFTI_1.header ? this.view.getInt32(0, false) : 0;
    const layout = [NIFTI_1, NIFTI_2].find(({ header }) => header === size || header === swapped);
    if (!layout || bytes.length < layout.header) throw new DicomError('bad-mask', { name });
    this.layout = layout;
    this.little = layout.header === size;
  }

  short(at: number): number {
    return this.view.getInt16(at, this.little);
  }

  /** A count: 16 bits in NIfTI-1, 64 in NIfTI-2. */
  dim(index: number): number {
    const at = this.layout.dim + index * (this.layout.wide ? 8 : 2);
    return this.layout.wide ? Number(this.view.getBigInt64(at, this.little)) : this.short(at);
  }

  /** A form code: 16 bits in NIfTI-1, 32 in NIfTI-2. */
  code(at: number): number {
    return this.layout.wide ? this.view.getInt32(at, this.little) : this.short(at);
  }

  /** The `index`-th of real numbers that start at `at`. */
  real(at: number, index = 0): number {
    return this.layout.wide
      ? this.view.getFloat64(at + index * 8, this.little)
      : this.view.getFloat32(at + index * 4, this.little);
  }

  get dataOffset(): number {
    const at = this.layout.voxOffset;
    return this.layout.wide
      ? Number(this.view.getBigInt64(at, this.little))
      : this.view.getFloat32(at, this.little);
  }
}

type Affine = readonly [Vec3, Vec3, Vec3, Vec3];

/** Columns of voxel to RAS mm by quaternion, NIfTI-1 method 2. */
function quaternionAffine(header: Header): Affine {
  const { quatern, pixdim } = header.layout;
  const [b, c, d] = [0, 1, 2].map((i) => header.real(quatern, i)) as [number, number, number];
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const [dx, dy, dz] = [1, 2, 3].map((i) => header.real(pixdim, i)) as [number, number, number];
  const flip = header.real(pixdim) < 0 ? -dz : dz;
  const offset = [3, 4, 5].map((i) => header.real(quatern, i)) as [number, number, number];
  return [
    [(a * a + b * b - c * c - d * d) * dx, 2 * (b * c + a * d) * dx, 2 * (b * d - a * c) * dx],
    [2 * (b * c - a * d) * dy, (a * a + c * c - b * b - d * d) * dy, 2 * (c * d + a * b) * dy],
    [2 * (b * d + a * c) * flip, 2 * (c * d - a * b) * flip, (a * a + d * d - b * b - c * c) * flip],
    offset,
  ];
}

/** Columns of voxel to RAS mm: the sform where it is set, else the qform. */
function affineOf(header: Header, name: string): Affine {
  const { sformCode, qformCode, srow } = header.layout;
  if (header.code(sformCode) > 0) {
    const column = (c: number): Vec3 => [
      header.real(srow, c),
      header.real(srow, 4 + c),
      header.real(srow, 8 + c),
    ];
    return [column(0), column(1), column(2), column(3)];
  }
  if (header.code(qformCode) > 0) return quaternionAffine(header);
  throw new DicomError('no-position', { name });
}

/** RAS to LPS. */
const toLps = ([x, y, z]: Vec3): Vec3 => [-x, -y, z];

function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return inflate(bytes, 'gzip', Math.min(LIMIT.bytes, bytes.length * LIMIT.ratio));
  } catch {
    throw new DicomError('bad-mask', { name });
  }
}

function readBlock(bytes: Uint8Array, name: string, label: number | undefined): Block {
  const header = new Header(bytes, name);
  const rank = header.dim(0);
  const size: Vec3 = [header.dim(1), header.dim(2), rank > 2 ? header.dim(3) : 1];
  const type = DATATYPES[header.short(header.layout.datatype)];
  const start = header.dataOffset;
  const voxels = size[0] * size[1] * size[2];
  const bad = rank < 2 || size.some((n) => n < 1) || !(start >= header.layout.header);
  if (bad || !type || start + voxels * type[0] > bytes.length) throw new DicomError('bad-mask', { name });
  const [width, read] = type;
  const slope = header.real(header.layout.slope) || 1;
  const intercept = header.real(header.layout.intercept) || 0;
  const [i, j, k, origin] = affineOf(header, name);
  return {
    size,
    origin: toLps(origin),
    steps: [toLps(i), toLps(j), toLps(k)],
    isSet: (index) => {
      const value = read(header.view, start + index * width, header.little) * slope + intercept;
      return label === undefined ? value > 0.5 : Math.round(value) === label;
    },
  };
}

/** Does the file look like NIfTI, plain or gzipped? */
export function looksLikeNifti(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true;
  const first = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true) : 0;
  return [348, 540, 0x5c010000, 0x1c020000].includes(first);
}

/**
 * A NIfTI-1 or -2 mask (plain or gzipped) voxel to voxel on a grid: RAS turned to LPS, axes swapped or reversed
 * as they lie, nothing interpolated. https://nifti.nimh.nih.gov
 * @param label only voxels of this label; any value above 0.5 where left out.
 * @throws DicomError `bad-mask`, `mask-grid`, `no-position`, `segmentation-empty`.
 */
export function readNiftiMask(bytes: Uint8Array, grid: Geometry, name = 'the mask', label?: number): Mask {
  const block = readBlock(unpacked(bytes, name), name, label);
  const data = emptyMask(grid);
  copyToGrid(block, grid, data, name);
  return finishMask(data, grid, name);
}
