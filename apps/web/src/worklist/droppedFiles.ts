import type { Refusal } from '../api/types.ts';

/** A file with its path below what was dropped or chosen. */
export interface PathFile {
  readonly path: string;
  readonly file: File;
}

/** What a drop holds: the files, and what the browser could not read or found empty, each with its reason. */
export interface Dropped {
  readonly files: readonly PathFile[];
  readonly refused: readonly Refusal[];
}

const pathOf = (entry: FileSystemEntry): string => entry.fullPath.replace(/^\//, '');

const refusal = (entry: FileSystemEntry, code: string): Refusal => ({
  where: pathOf(entry),
  code,
  params: { name: pathOf(entry) },
});

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** readEntries gives at most 100 at a time and must be asked until it gives none. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entry: FileSystemEntry, files: PathFile[], refused: Refusal[]): Promise<void> {
  try {
    if (entry.isFile) {
      files.push({ path: pathOf(entry), file: await fileOf(entry as FileSystemFileEntry) });
      return;
    }
    for (const child of await childrenOf(entry as FileSystemDirectoryEntry))
      await walk(child, files, refused);
  } catch {
    refused.push(refusal(entry, entry.isFile ? 'file-unreadable' : 'folder-unreadable'));
  }
}

/** All files of a drop, folders walked. Must be called inside the drop event. */
export async function droppedFiles(items: DataTransferItemList): Promise<Dropped> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: PathFile[] = [];
  const refused: Refusal[] = [];
  for (const entry of entries) {
    const before = files.length + refused.length;
    await walk(entry, files, refused);
    if (files.length + refused.length === before) refused.push(refusal(entry, 'folder-empty'));
  }
  return { files, refused };
}

/** All files of a file input; a chosen folder gives paths below it. */
export const chosenFiles = (list: FileList): readonly PathFile[] =>
  [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
