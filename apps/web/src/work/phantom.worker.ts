import { expose, transfer } from 'comlink';
import { makePhantom } from '@calx/phantom';

/** Makes phantoms off the page's thread: seconds of computing. */

const worker = {
  make: (name: string): readonly { readonly name: string; readonly bytes: ArrayBuffer }[] => {
    const files = makePhantom(name).files.map(({ name: path, bytes }) => ({
      name: path,
      bytes: Uint8Array.from(bytes).buffer,
    }));
    return transfer(
      files,
      files.map(({ bytes }) => bytes),
    );
  },
};

export type PhantomWorker = typeof worker;
expose(worker);
