import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { spreadOf } from './support/canvas.ts';
import { importFiles } from './support/series.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

/** Real files in every transfer syntax that they come in; they may not be redistributed and lie beside the repository. */
const folder = join(
  process.env['CALX_SHARED'] ?? fileURLToPath(new URL('../../shared', import.meta.url)),
  'data/dicom',
);
const missing = existsSync(join(folder, 'expected.json'))
  ? undefined
  : 'the shared reference images are absent';
const skipped = hindrance ?? missing;

interface Expected {
  readonly bytes: number;
  readonly transfer_syntax?: string;
  readonly modality?: string;
  readonly rows?: number;
  readonly pixels?: { readonly shape?: readonly number[] };
}

/** Smaller images are test patterns of which nothing can be seen. */
const LEAST_ROWS = 64;
/** Objects that are no picture to look at. */
const NO_PICTURE = new Set(['SEG', 'RTDOSE']);

/** The smallest picture of each transfer syntax. */
async function pictures(): Promise<readonly (readonly [syntax: string, file: string])[]> {
  const expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Record<
    string,
    Expected
  >;
  const smallest = new Map<string, readonly [number, string]>();
  for (const [file, { bytes, transfer_syntax: syntax, modality, rows, pixels }] of Object.entries(expected)) {
    if (!syntax || !pixels?.shape || (rows ?? 0) < LEAST_ROWS || NO_PICTURE.has(modality ?? '')) continue;
    const before = smallest.get(syntax);
    if (!before || bytes < before[0]) smallest.set(syntax, [bytes, file]);
  }
  return [...smallest].map(([syntax, [, file]]): [string, string] => [syntax, file]).sort();
}

describe.skipIf(skipped)(`one image per transfer syntax${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  let workbench: Workbench;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = await openPage(workbench, { lang: 'en', width: 900, height: 420 }, faults);
  });
  afterAll(() => workbench.close());

  it('decodes in the page', async () => {
    const list = await pictures();
    expect(list.length).toBeGreaterThan(12);
    // Copies in another syntax bear the same identity, so the archive keeps the first: the page is handed the others.
    const bytes = new Map<string, Buffer>();
    for (const [syntax, file] of list) bytes.set(syntax, await readFile(join(folder, file)));
    const [first] = bytes.values();
    const [id] = await importFiles(workbench, [{ name: 'first.dcm', bytes: first ?? Buffer.alloc(0) }]);
    await page.reload();
    let body = first;
    await page.route('**/api/instances/**', (route) =>
      route.fulfill({ contentType: 'application/dicom', ...(body ? { body } : {}) }),
    );
    for (const [syntax, file] of bytes) {
      body = file;
      await page.locator(`a[href="/cases/${id}"]`).click();
      await page.locator('figure[data-flat][data-ready=true]').waitFor();
      await expect
        .poll(() => spreadOf(page, 'figure[data-flat]'), { message: syntax, timeout: 15_000 })
        .toBeGreaterThan(2);
      await page.getByRole('link', { name: 'Worklist' }).click();
    }
  });

  it('complained of nothing on the way', () => {
    expect(faults).toEqual([]);
  });
});
