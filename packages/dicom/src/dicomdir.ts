import { DicomError } from './errors.ts';
import { parseInstance } from './instance.ts';
import type { Input } from './input.ts';
import { Tag } from './tags.ts';

/** Media Storage Directory Storage, PS3.4 I.4. */
const DIRECTORY_STORAGE = '1.2.840.10008.1.3.10';
/** Where the meta header of PS3.10 names the class of the file: after the preamble, within its first elements. */
const META = { start: 128, end: 640 };

/** Is a file the index of a disc (DICOMDIR, PS3.10 8.6)? By its name or its meta header, whatever it is worth. */
export function isDirectoryFile({ name, bytes }: Input): boolean {
  if (/(^|\/)dicomdir$/i.test(name)) return true;
  const meta = new TextDecoder('latin1').decode(bytes.subarray(META.start, META.end));
  return meta.startsWith('DICM') && meta.includes(DIRECTORY_STORAGE);
}

/**
 * The files that a DICOMDIR names, as path components below its folder (PS3.3 F.3.2.2). Every record is read in the
 * order of the file: the offsets that tie records together are not needed for that and may be wrong. Empty where it
 * names none or can't be read.
 */
export function referencedFiles(index: Input): readonly (readonly string[])[] {
  try {
    return parseInstance(index.bytes, index.name)
      .dataset.items(Tag.DirectoryRecordSequence)
      .map((record) => record.texts(Tag.ReferencedFileID))
      .filter((parts) => parts.length > 0);
  } catch (error) {
    if (error instanceof DicomError) return [];
    throw error;
  }
}
