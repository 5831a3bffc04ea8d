import type { Page } from 'playwright-core';

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

/** Bytes that the page holds after a collection: its objects, the document, and the contents of its arrays. */
export async function heldBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  // What a first collection frees may hold on to more.
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = (await session.send(
    'Runtime.getHeapUsage',
  )) as HeapUsage;
  await session.detach();
  if (backingStorageSize === undefined) throw new Error('This Chromium does not tell the size of arrays.');
  return usedSize + backingStorageSize + (embedderHeapUsedSize ?? 0);
}
