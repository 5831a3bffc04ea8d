import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page, Route } from 'playwright-core';
import type { RadiographLesion } from '@calx/lesion';
import { makePhantomRadiograph } from '@calx/phantom';
import { axe } from './support/axe.ts';
import { calx, rounded } from './support/calx.ts';
import { layoutFaults } from './support/layout.ts';
import { importFiles } from './support/series.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

interface Stored {
  readonly request: {
    readonly seed: readonly number[];
    readonly film?: { readonly outline?: readonly number[][] };
  };
  readonly measurement: RadiographLesion;
}

/** From a radiograph to a signed report, on a film projected from a CT whose mass is known. */
describe.skipIf(hindrance)(`a radiograph${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  const { files: film, truth } = makePhantomRadiograph('shoulder-tumoral-calcinosis');
  const [column = 0, row = 0] = truth.lesions[0]?.onRadiograph ?? [];
  const faults: string[] = [];
  let workbench: Workbench;
  let folder = '';
  let page: Page;
  let id = '';

  const view = () => page.locator('figure[data-flat][data-ready=true]');
  /** The lesions of the case, once so many are stored. */
  const lesions = async (count: number): Promise<readonly Stored[]> => {
    const stored = async (): Promise<readonly Stored[]> => {
      const response = await fetch(`${workbench.url}/api/cases/${id}`);
      return ((await response.json()) as { lesions: readonly Stored[] }).lesions;
    };
    await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBe(count);
    return stored();
  };
  const drawn = (count: number) => page.locator(`[data-film-lesions="${count}"]`).waitFor();
  /** Where the view has a pixel: the whole film fits, centred. */
  const onView = async (x: number, y: number): Promise<readonly [number, number]> => {
    const box = await view().boundingBox();
    if (!box) throw new Error('no view');
    const scale = Math.min(box.width / columns, box.height / rows);
    return [
      box.x + box.width / 2 + (x - (columns - 1) / 2) * scale,
      box.y + box.height / 2 + (y - (rows - 1) / 2) * scale,
    ];
  };
  let [columns, rows] = [0, 0];
  const measured = async (place: readonly string[]): Promise<RadiographLesion | undefined> => {
    const { lesions } = await calx<{ lesions: readonly RadiographLesion[] }>('measure', folder, ...place);
    return lesions[0];
  };
  const figuresOf = (lesion: RadiographLesion | undefined) =>
    lesion &&
    rounded([lesion.maxDiameter, lesion.pixels, lesion.nodules, lesion.contrast, lesion.homogeneity]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'calx-film-'));
    for (const { name, bytes } of film) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }
    workbench = await openWorkbench();
    [id = ''] = await importFiles(workbench, film);
    const response = await fetch(`${workbench.url}/api/cases/${id}`);
    const { studies } = (await response.json()) as {
      studies: { series: { instances: { rows: number; columns: number }[] }[] }[];
    };
    const image = studies[0]?.series[0]?.instances[0];
    [columns, rows] = [image?.columns ?? 0, image?.rows ?? 0];
    page = await openPage(workbench, { lang: 'en' }, faults);
    await page.goto(`${workbench.url}/cases/${id}`);
    await view().waitFor();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('offers what can be done on a film, and says what a length on it is', async () => {
    expect(await page.getByRole('button', { name: 'Outline of the mass (F)' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: /Brush|Muscle|Eraser/ }).count()).toBe(0);
    expect(await view().textContent()).toMatch(/detector/);
    expect(await axe(page)).toEqual([]);
    expect(await layoutFaults(page)).toEqual([]);
  });

  it('says what it is measuring, and gives it up when told to', async () => {
    const held: Route[] = [];
    await page.route('**/api/instances/**', (route) => void held.push(route));
    await page.mouse.click(...(await onView(column, row)));
    const mark = page.locator('[data-measuring=read]');
    await mark.waitFor();
    expect(await mark.getByRole('status').textContent()).toBe('Reading the images…');
    expect(await axe(page)).toEqual([]);
    await mark.getByRole('button', { name: 'Cancel' }).click();
    await mark.waitFor({ state: 'detached' });
    // What was held goes on, to a measurement that nobody waits for any more.
    await page.unrouteAll();
    expect(held).toHaveLength(1);
    expect(await page.locator('[data-film-lesions="0"]').count()).toBe(1);
    expect(await page.getByRole('button', { name: /Undo/ }).isDisabled()).toBe(true);
    // A word shared with the worker stops it in the midst of computing.
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it('measures the mass at a click, with the numbers of calx measure', async () => {
    await page.mouse.click(...(await onView(column, row)));
    await drawn(1);
    const [lesion] = await lesions(1);
    const [x = 0, y = 0] = lesion?.request.seed ?? [];
    expect(Math.hypot(x - column, y - row)).toBeLessThan(3);
    expect(figuresOf(lesion?.measurement)).toEqual(figuresOf(await measured([`--at=${x},${y}`])));
    expect(await page.textContent('[data-measure=diameter]')).toMatch(
      new RegExp(`^${lesion?.measurement.maxDiameter.value.toFixed(1)} mm at the detector`),
    );
  });

  it('measures within an outline drawn by hand, and takes it back', async () => {
    await page.keyboard.press('f');
    const around = Array.from({ length: 13 }, (_, n) => (2 * Math.PI * n) / 12);
    const [first, ...rest] = await Promise.all(
      around.map((angle) => onView(column + 45 * Math.cos(angle), row + 45 * Math.sin(angle))),
    );
    if (!first) throw new Error('no outline');
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const at of rest) await page.mouse.move(...at);
    await page.mouse.up();
    await drawn(2);
    const outlined = (await lesions(2))[1];
    const points = outlined?.request.film?.outline?.flat() ?? [];
    expect(outlined?.measurement.rule).toBe('outline');
    expect(figuresOf(outlined?.measurement)).toEqual(
      figuresOf(await measured([`--outline=${points.join(',')}`])),
    );
    await page.keyboard.press('Control+z');
    await drawn(1);
  });

  it('proposes findings, and reports lengths as what they are', async () => {
    const proposed = page.locator('[data-group=proposed]');
    await proposed.locator('[data-variable=pattern]').waitFor();
    expect(await proposed.textContent()).toMatch(/nodules seen apart in the projection/);
    await page.keyboard.press('r');
    const report = page.locator('[data-report=en]');
    await report.waitFor();
    const text = (await report.textContent()) ?? '';
    expect(text).toMatch(/Largest diameter [\d.]+ mm at the detector \(about [\d.]+ mm in the patient/);
    expect(text).toMatch(/nodules seen apart in the projection/);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  it('is signed, with the length as it was read', async () => {
    await page.locator('[data-sign]').click();
    await page.locator('[data-signed]').waitFor();
    const stored = async (): Promise<{ status: string; report: { signed?: { text?: string } } }> =>
      (await fetch(`${workbench.url}/api/cases/${id}`)).json() as never;
    await expect.poll(async () => (await stored()).status, { timeout: 20_000 }).toBe('signed');
    expect((await stored()).report.signed?.text).toMatch(/mm at the detector/);
  });

  it('lays a photograph of the slides beside the images', async () => {
    const form = new FormData();
    form.append(
      'files',
      new Blob([Uint8Array.from(await page.screenshot())], { type: 'image/png' }),
      'slide.png',
    );
    const added = await fetch(`${workbench.url}/api/cases/${id}/photographs?kind=slide`, {
      method: 'POST',
      body: form,
    });
    expect(added.status).toBe(201);
    await page.reload();
    await view().waitFor();
    await page.locator('[data-photograph]').click();
    const picture = page.locator('[data-beside] img');
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth), { timeout: 20_000 })
      .toBeGreaterThan(0);
    const [film, photograph] = [await view().boundingBox(), await picture.boundingBox()];
    expect(photograph?.x).toBeGreaterThanOrEqual((film?.x ?? Infinity) + (film?.width ?? 0) - 1);
    expect(await axe(page)).toEqual([]);
    await page.locator('[data-photograph]').click();
    await picture.waitFor({ state: 'detached' });
  });

  it('draws the same lesion when the case is opened again, and nothing failed on the way', async () => {
    await page.reload();
    await view().waitFor();
    await drawn(1);
    expect(faults).toEqual([]);
  });
});
