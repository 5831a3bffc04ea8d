/** A file with its path below what was dropped or chosen. */
export interface PathFile {
  readonly path: string;
  readonly file: File;
}

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

async function walk(entry: FileSystemEntry, into: PathFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) await walk(child, into);
}

/** All files of a drop, folders walked. Must be called inside the drop event. */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly PathFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: PathFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

/** All files of a file input; a chosen folder gives paths below it. */
export const chosenFiles = (list: FileList): readonly PathFile[] =>
  [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
