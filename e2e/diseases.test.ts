import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { calx, figuresOf, withFiles } from './support/calx.ts';
import { denseMiddle, viewOf } from './support/canvas.ts';
import { lesionBlock } from './support/lesions.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

/** Phantoms of four diseases. */
const PHANTOMS = [
  'hip-tumoral-calcinosis',
  'hip-myositis-ossificans',
  'knee-synovial-chondromatosis',
  'knee-gout',
] as const;

interface StoredCase {
  readonly status: string;
  readonly facts: object;
  readonly lesions: readonly {
    readonly request: { readonly seed: readonly number[] };
    readonly measurement: { readonly mineral: { readonly voxels: number } };
  }[];
  readonly report: { readonly signed?: { readonly text?: string } | null };
}

interface Ranked {
  readonly differential: readonly { readonly diagnosis: string; readonly probability: number }[];
}

describe.skipIf(hindrance)(
  `the way of a reader on four diseases${hindrance ? ` (skipped: ${hindrance})` : ''}`,
  () => {
    let workbench: Workbench;
    let page: Page;
    const faults: string[] = [];

    beforeAll(async () => {
      workbench = await openWorkbench();
      page = await openPage(workbench, { lang: 'en', width: 1000, height: 560 }, faults);
    });
    afterAll(() => workbench.close());

    const stored = async (): Promise<StoredCase> => {
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      return (await (await fetch(`${workbench.url}/api/cases/${id}`)).json()) as StoredCase;
    };

    it.each(PHANTOMS)('%s: from the files to the signed report', async (name) => {
      const files = lesionBlock(name);
      await page.goto(workbench.url);
      const chooser = page.waitForEvent('filechooser');
      await page.locator('[data-add=files]').click();
      await (
        await chooser
      ).setFiles(
        files.map(({ name: file, bytes }) => ({
          name: file.replaceAll('/', '-'),
          mimeType: 'application/dicom',
          buffer: Buffer.from(bytes),
        })),
      );
      await page.locator(`${viewOf('axial')}[data-ready=true]`).waitFor({ timeout: 60_000 });

      // The lesion lies in the middle of the block, and so of the first image.
      const box = await page.locator(`${viewOf('axial')} canvas`).boundingBox();
      if (!box) throw new Error('no axial view');
      const [x, y] = await denseMiddle(page, 'axial');
      await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
      await page.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
      await expect.poll(async () => (await stored()).lesions.length, { timeout: 15_000 }).toBe(1);
      const [lesion] = (await stored()).lesions;
      const shown = (await page.textContent('[data-measure=voxels]'))?.replaceAll('\u2009', '');
      expect(shown).toBe(String(lesion?.measurement.mineral.voxels));
      const { lesions } = await withFiles(files, (folder) =>
        calx<{ lesions: readonly unknown[] }>(
          'measure',
          folder,
          `--at=${lesion?.request.seed.join(',') ?? ''}`,
        ),
      );
      expect(figuresOf(lesion?.measurement)).toEqual(figuresOf(lesions[0]));

      // The reader agrees with every proposal; then the facts are those of the case, and so is the differential.
      const accept = page.locator('[data-group=proposed]').getByRole('button', { name: 'Accept' });
      for (let left = await accept.count(); left > 0; left--) {
        await accept.first().click();
        await expect.poll(() => accept.count(), { timeout: 15_000 }).toBe(left - 1);
      }
      const panel = page.locator('section[data-pack][aria-busy=false]');
      // A window as narrow as this one leaves the mark no room; what counts is that the case is stored.
      await page.locator('[data-save=saved]').waitFor({ state: 'attached' });
      await panel.waitFor();
      const { facts } = await stored();
      const { differential } = await withFiles(
        [{ name: 'facts.json', bytes: JSON.stringify(facts) }],
        (folder) => calx<Ranked>('diagnose', `${folder}/facts.json`),
      );
      const drawn = await panel
        .locator('li[data-diagnosis] > button')
        .evaluateAll((rows) =>
          rows.map(
            (row) =>
              [
                row.parentElement?.getAttribute('data-diagnosis') ?? '',
                Number(row.querySelector('[data-probability]')?.getAttribute('data-probability')),
              ] as const,
          ),
        );
      const expected = new Map(differential.map((ranked) => [ranked.diagnosis, ranked.probability]));
      const ranked = drawn.filter(([diagnosis]) => diagnosis !== 'none');
      expect(ranked.length).toBeGreaterThan(0);
      // Sums of logarithms taken in another order differ in their last digits.
      for (const [diagnosis, probability] of ranked)
        expect(probability, diagnosis).toBeCloseTo(expected.get(diagnosis) ?? Number.NaN, 9);

      // The view that was clicked becomes a key image of the report.
      await page.keyboard.press('Escape');
      await page.keyboard.press('k');
      await page.locator('[data-key-images="1"][data-keeping=false]').waitFor();
      await page.keyboard.press('r');
      await page.locator('[data-report=en]').waitFor();
      const caption = page.getByRole('textbox', { name: 'Caption of key image 1' });
      expect(await caption.inputValue()).toMatch(/^CT axial · \d+ \/ \d+$/);
      await page.locator('[data-sign]').click();
      await page.locator('[data-signed]').waitFor();
      await expect.poll(async () => (await stored()).status, { timeout: 15_000 }).toBe('signed');
      expect((await stored()).report.signed?.text).toContain('mm³');
      await page.keyboard.press('Escape');
    });

    it('complained of nothing on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);
