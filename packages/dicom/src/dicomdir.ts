import type { Instance } from './instance.ts';
import { Tag } from './tags.ts';

/**
 * The files that a DICOMDIR names, as path components below its folder (PS3.3 F.3.2.2). Undefined for any other
 * object.
 */
export function referencedFiles(instance: Instance): readonly (readonly string[])[] | undefined {
  const { dataset } = instance;
  if (!dataset.element(Tag.DirectoryRecordSequence)) return undefined;
  return dataset
    .items(Tag.DirectoryRecordSequence)
    .map((record) => record.texts(Tag.ReferencedFileID))
    .filter((parts) => parts.length > 0);
}
