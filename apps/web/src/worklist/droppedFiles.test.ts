import { describe, expect, it } from 'vitest';
import { droppedFiles } from './droppedFiles.ts';

/** Entries as a browser gives them in a drop; `null` can't be read. */
type Tree = { readonly [name: string]: Tree } | string | null;

const entryOf = (path: string, tree: Tree, kind: 'file' | 'folder'): FileSystemEntry => {
  const refuse = (_: unknown, reject: (error: unknown) => void): void => reject(new DOMException('no'));
  const isFile = kind === 'file';
  let asked = false;
  const entry = {
    fullPath: path,
    isFile,
    file: tree === null ? refuse : (take: (file: File) => void) => take(new File([tree as string], path)),
    createReader: () => ({
      readEntries:
        tree === null
          ? refuse
          : (take: (entries: FileSystemEntry[]) => void) => {
              const children = asked ? [] : Object.entries(tree as Record<string, Tree>);
              asked = true;
              take(
                children.map(([name, child]) =>
                  entryOf(`${path}/${name}`, child, name.includes('.') ? 'file' : 'folder'),
                ),
              );
            },
    }),
  };
  return entry as unknown as FileSystemEntry;
};
const dropOf = (...entries: readonly (FileSystemEntry | null)[]): DataTransferItemList =>
  entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList;

describe('what is dropped', () => {
  it('is every file below it, by its path', async () => {
    const study = entryOf('/study', { CT: { '1.dcm': 'a', '2.dcm': 'b' }, 'note.txt': 'c' }, 'folder');
    const { files, refused } = await droppedFiles(dropOf(study));
    expect(files.map(({ path }) => path)).toEqual(['study/CT/1.dcm', 'study/CT/2.dcm', 'study/note.txt']);
    expect(refused).toEqual([]);
  });

  it('is named where it cannot be read, and the rest is kept', async () => {
    const study = entryOf('/study', { locked: null, CT: { '1.dcm': 'a', '2.dcm': null } }, 'folder');
    const { files, refused } = await droppedFiles(dropOf(study));
    expect(files.map(({ path }) => path)).toEqual(['study/CT/1.dcm']);
    expect(refused.map(({ where, code }) => [where, code])).toEqual([
      ['study/locked', 'folder-unreadable'],
      ['study/CT/2.dcm', 'file-unreadable'],
    ]);
  });

  it('says so of a folder without a file', async () => {
    const { files, refused } = await droppedFiles(dropOf(entryOf('/study', { CT: {} }, 'folder')));
    expect(files).toEqual([]);
    expect(refused.map(({ where, code }) => [where, code])).toEqual([['study', 'folder-empty']]);
  });

  it('is nothing where a link or words are dropped', async () => {
    expect(await droppedFiles(dropOf(null))).toEqual({ files: [], refused: [] });
  });
});
