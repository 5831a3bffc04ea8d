// A CT volume as Part 10 files, explicit VR little endian, uncompressed: what the reading is timed on.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Value representations whose length takes four bytes after two reserved ones, PS3.5 7.1.2. */
const LONG = new Set(['OB', 'OW']);

function element(group, number, vr, value) {
  const raw = typeof value === 'number' ? Buffer.alloc(2) : Buffer.from(value);
  if (typeof value === 'number') raw.writeUInt16LE(value);
  const padding = raw.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' ';
  const bytes = Buffer.concat([raw, Buffer.from(padding)]);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

/** Writes one file a slice into a folder. */
export async function writeSlices(volume, folder) {
  const [columns, rows, slices] = volume.size;
  const [dx, dy, dz] = volume.spacing.map(String);
  for (let k = 0; k < slices; k += 1) {
    const instance = `2.25.3.${k + 1}`;
    const pixels = volume.data.subarray(k * columns * rows, (k + 1) * columns * rows);
    const meta = Buffer.concat([
      element(2, 2, 'UI', CT_IMAGE_STORAGE),
      element(2, 3, 'UI', instance),
      element(2, 0x10, 'UI', EXPLICIT_LITTLE_ENDIAN),
    ]);
    const length = Buffer.alloc(12, element(2, 0, 'UL', Buffer.alloc(4)));
    length.writeUInt32LE(meta.length, 8);
    const bytes = Buffer.concat([
      Buffer.alloc(128),
      Buffer.from('DICM'),
      length,
      meta,
      element(8, 8, 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
      element(8, 0x16, 'UI', CT_IMAGE_STORAGE),
      element(8, 0x18, 'UI', instance),
      element(8, 0x60, 'CS', 'CT'),
      element(0x10, 0x10, 'PN', 'Phantom^Bench'),
      element(0x10, 0x20, 'LO', 'PHANTOM-BENCH'),
      element(0x18, 0x5100, 'CS', 'HFS'),
      element(0x20, 0xd, 'UI', '2.25.1.1'),
      element(0x20, 0xe, 'UI', volume.seriesUID),
      element(0x20, 0x13, 'IS', String(k + 1)),
      element(0x20, 0x32, 'DS', `0\\0\\${k * Number(dz)}`),
      element(0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'),
      element(0x20, 0x52, 'UI', '2.25.1.2'),
      element(0x28, 2, 'US', 1),
      element(0x28, 4, 'CS', 'MONOCHROME2'),
      element(0x28, 0x10, 'US', rows),
      element(0x28, 0x11, 'US', columns),
      element(0x28, 0x30, 'DS', `${dy}\\${dx}`),
      element(0x28, 0x100, 'US', 16),
      element(0x28, 0x101, 'US', 16),
      element(0x28, 0x102, 'US', 15),
      element(0x28, 0x103, 'US', 1),
      element(0x28, 0x1052, 'DS', '0'),
      element(0x28, 0x1053, 'DS', '1'),
      element(0x28, 0x1054, 'LO', 'HU'),
      element(0x7fe0, 0x10, 'OW', Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength)),
    ]);
    await writeFile(join(folder, `${String(k + 1).padStart(4, '0')}.dcm`), bytes);
  }
}
