import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

export type ZipEntry = yauzl.Entry;

/** A ZIP file on disk, read by its directory; names that lead out of a folder make it unreadable. */
export class ZipReader {
  readonly #zip: yauzl.ZipFile;

  private constructor(zip: yauzl.ZipFile) {
    this.#zip = zip;
  }

  static async open(path: string): Promise<ZipReader> {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
    return new ZipReader(await open(path, options));
  }

  /** The entries in the order of the directory; once. */
  async *entries(): AsyncGenerator<ZipEntry> {
    for (;;) {
      const entry = await new Promise<ZipEntry | undefined>((done, fail) => {
        this.#zip.once('entry', done);
        this.#zip.once('end', () => done(undefined));
        this.#zip.once('error', fail);
        this.#zip.readEntry();
      });
      this.#zip.removeAllListeners();
      if (!entry) return;
      yield entry;
    }
  }

  /** The unpacked bytes of an entry; fails when they are not as many as the directory states. */
  read(entry: ZipEntry): Promise<Readable> {
    return new Promise((done, fail) =>
      this.#zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream))),
    );
  }

  close(): void {
    this.#zip.close();
  }
}
