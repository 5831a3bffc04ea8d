import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Route } from 'playwright-core';
import { calx, figuresOf, withFiles } from './support/calx.ts';
import { heldBytes } from './support/memory.ts';
import { ballSeries, importFiles, mrStudy } from './support/series.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

const SLICES = 400;
const STUDIES = 10;
/** Studies opened before the first weighing: code, caches and the tool groups of the viewer come with them. */
const WARM_UP = 3;
const GROWTH = 0.1;

interface StoredLesion {
  readonly series: string;
  readonly request: { readonly seed: readonly number[]; readonly muscle?: readonly number[] };
  readonly measurement: unknown;
}
interface StoredCase {
  readonly lesions: readonly StoredLesion[];
}

describe.skipIf(hindrance)(`images${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  const faults: string[] = [];

  beforeAll(async () => {
    workbench = await openWorkbench();
  });
  afterAll(() => workbench.close());

  // Wide enough for the images beside the panel, small enough for software rendering.
  const small = { lang: 'en', width: 900, height: 480 } as const;

  describe(`a CT of ${SLICES} slices`, () => {
    let page: Page;
    const held: Route[] = [];
    const asked: string[] = [];
    let first = false;

    beforeAll(async () => {
      const [id] = await importFiles(workbench, ballSeries('many slices', 32, SLICES));
      page = await openPage(workbench, small, faults);
      page.on('request', (request) => {
        if (request.url().includes('/api/instances/')) asked.push(request.url());
      });
      // Only the first file is let through until the test says so.
      await page.route('**/api/instances/**', async (route) => {
        if (first) held.push(route);
        first = true;
        if (held.length === 0) await route.continue();
      });
      await page.goto(`${workbench.url}/cases/${id}`);
    });
    afterAll(() => page.context().close());

    it('shows its first image as soon as that file is there', async () => {
      await page.locator('[data-arriving][data-ready=true]').waitFor();
      expect(await page.locator('canvas[data-slice]').getAttribute('data-slice')).toBe(String(SLICES / 2));
      const grey = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-arriving] canvas');
        const { width = 0, height = 0 } = canvas ?? {};
        return [...(canvas?.getContext('2d')?.getImageData(width / 2, height / 2, 1, 1).data ?? [])];
      });
      // The dense ball fills the middle.
      expect(grey).toEqual([255, 255, 255, 255]);
      expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBeDefined();
    });

    it('can be stopped, and gone on with', async () => {
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.locator('[data-loading=stopped]').waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      // What has arrived can still be looked at.
      expect(await page.locator('[data-arriving]').getAttribute('data-ready')).toBe('true');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.locator('figure[data-plane=axial][data-ready=true]').waitFor();
      expect(await page.locator('figure[data-plane=axial]').textContent()).toContain(`/ ${SLICES}`);
      expect(new Set(asked).size).toBe(SLICES);
      // What had arrived is not asked for again.
      expect(asked.filter((url) => url === asked[0])).toHaveLength(1);
    });
  });

  it('says what a study lacks, and that a tilted stack was repaired or why it is none', async () => {
    const [repaired] = await importFiles(workbench, ballSeries('tilted by a pixel', 48, 12, 1));
    const [refused] = await importFiles(workbench, ballSeries('tilted by half a pixel', 48, 12, 0.5));
    const page = await openPage(workbench, small, faults);
    await page.goto(`${workbench.url}/cases/${repaired}`);
    await page.locator('figure[data-plane=axial][data-ready=true]').waitFor();
    expect(await page.textContent('[data-note=tilt-repaired]')).toMatch(/gantry tilt of 45 degrees/);
    expect(await page.locator('[data-lacks] li').allTextContents()).toEqual(['Radiographs', 'MRI']);
    await page.goto(`${workbench.url}/cases/${refused}`);
    await page.locator('figure[data-flat][data-ready=true]').first().waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/sheared by a gantry tilt/);
    await page.context().close();
  });

  it('shows MR sequences of one plane side by side, scrolled together, and measures against muscle', async () => {
    const files = mrStudy('four sequences');
    const [id] = await importFiles(workbench, files);
    const page = await openPage(workbench, { ...small, width: 1000 }, faults);
    await page.goto(`${workbench.url}/cases/${id}`);
    const roles = ['mr-t1', 'mr-t2', 'mr-t2-fs', 'mr-t1-post'];
    const canvasOf = (role: string) =>
      page.locator(`[data-role="${role}"] figure[data-ready=true] [role=application]`);
    for (const role of roles) await canvasOf(role).waitFor();
    const slices = (): Promise<readonly (string | null)[]> =>
      Promise.all(roles.map((role) => canvasOf(role).getAttribute('data-slice')));
    const before = Number((await slices())[0]);
    await canvasOf('mr-t1').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(slices, { timeout: 15_000 }).toEqual(roles.map(() => String(before + 1)));
    await page.keyboard.press('ArrowUp');
    await expect.poll(slices, { timeout: 15_000 }).toEqual(roles.map(() => String(before)));

    const box = await canvasOf('mr-t1').boundingBox();
    if (!box) throw new Error('no T1');
    const at = (x: number): [number, number] => [box.x + x * box.width, box.y + box.height / 2];
    await page.mouse.click(...at(0.5));
    await page.locator('[data-muscle]').waitFor();
    await page.keyboard.press('m');
    // A quarter of the image's height from its middle lies well within the muscle.
    await page.mouse.click(...at(0.5 + (0.3 * box.height) / box.width));
    await page.locator('[data-muscle=click]').waitFor();
    const signal = async (role: string): Promise<number> =>
      Number.parseFloat((await page.textContent(`[data-signal="${role}"]`)) ?? '');
    expect(await signal('mr-t1')).toBeCloseTo(0.6, 1);
    expect(await signal('mr-t2')).toBeCloseTo(0.4, 1);
    expect(await signal('mr-t2-fs')).toBeCloseTo(2, 1);
    expect(await signal('mr-t1-post')).toBeCloseTo(1.5, 1);

    // The command line gives the same numbers.
    const lesions = async (): Promise<readonly StoredLesion[]> =>
      ((await (await fetch(`${workbench.url}/api/cases/${id}`)).json()) as StoredCase).lesions;
    await expect
      .poll(async () => (await lesions())[0]?.request.muscle !== undefined, { timeout: 15_000 })
      .toBe(true);
    const [stored] = await lesions();
    if (!stored) throw new Error('no lesion was stored');
    const { seed, muscle = [] } = stored.request;
    const expected = await withFiles(files, (folder) =>
      calx<{ lesions: readonly unknown[] }>(
        'measure',
        folder,
        `--series=${stored.series}`,
        `--at=${seed.join(',')}`,
        `--muscle=${muscle.join(',')}`,
      ),
    );
    expect(figuresOf(stored.measurement)).toEqual(figuresOf(expected.lesions[0]));
    await page.context().close();
  });

  it(`holds no more memory after ${STUDIES} studies were opened and closed`, async () => {
    const ids: string[] = [];
    for (let n = 0; n < STUDIES + WARM_UP; n++)
      ids.push(...(await importFiles(workbench, ballSeries(`study ${n}`, 128, 24))));
    const page = await openPage(workbench, small, faults);
    const openAndClose = async (id: string): Promise<void> => {
      await page.locator(`a[href="/cases/${id}"]`).click();
      await page.locator('figure[data-plane=axial][data-ready=true]').waitFor();
      await page.getByRole('link', { name: 'Worklist' }).click();
      await page.locator(`a[href="/cases/${id}"]`).waitFor();
    };
    for (const id of ids.slice(0, WARM_UP)) await openAndClose(id);
    const before = await heldBytes(page);
    for (const id of ids.slice(WARM_UP)) await openAndClose(id);
    const after = await heldBytes(page);
    expect((after - before) / before).toBeLessThan(GROWTH);
    // The diagnosing worker stays; the one that held the voxels is gone.
    await expect.poll(() => page.workers().length, { timeout: 15_000 }).toBeLessThan(3);
    await page.context().close();
  });

  it('complained of nothing on the way', () => {
    expect(faults).toEqual([]);
  });
});
