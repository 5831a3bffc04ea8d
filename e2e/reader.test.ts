import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { buildVolume, type Volume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { measureLesions, type LesionEdit } from '@calx/lesion';
import { axe } from './support/axe.ts';
import { calx, figuresOf, rounded } from './support/calx.ts';
import { layoutFaults } from './support/layout.ts';
import { brightest, lookAt, viewOf } from './support/canvas.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface StoredLesion {
  readonly id: string;
  readonly request: {
    readonly seed: readonly [number, number, number];
    readonly edits?: readonly LesionEdit[];
  };
  readonly measurement: {
    readonly mineral: { readonly voxels: number; readonly volume: { readonly value: number } };
  };
}

describe.skipIf(hindrance)(
  `the way of a reader on the sample${hindrance ? ` (skipped: ${hindrance})` : ''}`,
  () => {
    let workbench: Workbench;
    let page: Page;
    let caseId = '';
    let volume: Volume;
    const faults: string[] = [];

    beforeAll(async () => {
      workbench = await openWorkbench();
      page = await openPage(workbench, { lang: 'en' }, faults);
    });
    afterAll(() => workbench.close());

    const stored = async () => {
      const response = await fetch(`${workbench.url}/api/cases/${caseId}`);
      return (await response.json()) as {
        readonly facts: { readonly age?: number };
        readonly lesions: readonly StoredLesion[];
      };
    };
    const storedLesions = async (): Promise<readonly StoredLesion[]> => (await stored()).lesions;

    it('opens the worklist with the sample and its licence', async () => {
      await page.getByRole('button', { name: 'Open the sample' }).waitFor();
      expect(await page.textContent('body')).toContain('CC BY 3.0');
      expect(await axe(page)).toEqual([]);
      expect(await layoutFaults(page)).toEqual([]);
    });

    it('shows the CT in three planes', async () => {
      await page.getByRole('button', { name: 'Open the sample' }).click();
      for (const plane of ['axial', 'coronal', 'sagittal'] as const)
        await page.locator(`${viewOf(plane)}[data-ready=true]`).waitFor({ timeout: 60_000 });
      caseId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      await page.waitForTimeout(500);
      for (const plane of ['axial', 'coronal', 'sagittal'] as const) {
        const look = await lookAt(page, plane);
        expect(look.deviation, plane).toBeGreaterThan(20);
        expect(look.outlined, plane).toBe(0);
      }
    });

    it('finds the mass without a click, and makes no lesion of it by itself', async () => {
      await page.getByRole('button', { name: 'Search for masses' }).click();
      const found = page.locator('[data-candidates="1"]');
      await found.waitFor({ timeout: 60_000 });
      const { studies } = await openStudy(`${root}samples/sts-045/CT`);
      volume = await buildVolume(studies[0]?.series[0]?.instances ?? []);
      const [expected] = measureLesions(volume).lesions;
      const shown = ((await found.textContent()) ?? '').replaceAll('\u2009', '');
      expect(shown).toContain(`1: ${expected?.mineral.volume.value.toFixed(0)} mm³`);
      expect(await storedLesions()).toEqual([]);
      expect(await axe(page)).toEqual([]);
    });

    it('grows, outlines and measures the mass at a click', async () => {
      // In the middle coronal slice the calcified rim lies between the midline and the femur.
      const [x, y] = await brightest(page, 'coronal', 0.35, 0.55);
      const box = await page.locator(`${viewOf('coronal')} canvas`).boundingBox();
      if (!box) throw new Error('the coronal view has no canvas');
      await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
      await page.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
      await expect
        .poll(async () => (await lookAt(page, 'coronal')).outlined, { timeout: 20_000 })
        .toBeGreaterThan(20);
      const { centre } = await lookAt(page, 'coronal');
      expect(Math.hypot(centre[0] - x, centre[1] - y)).toBeLessThan(0.12);
    });

    it('shows the numbers that the same voxels give outside the browser', async () => {
      await expect.poll(async () => (await storedLesions()).length, { timeout: 10_000 }).toBe(1);
      const [lesion] = await storedLesions();
      if (!lesion) throw new Error('no lesion was stored');
      const [expected] = measureLesions(volume, { at: lesion.request.seed }).lesions;
      expect(rounded(lesion.measurement)).toEqual(rounded(expected));
      const shown = (await page.textContent('[data-measure=voxels]'))?.replaceAll('\u2009', '');
      expect(shown).toBe(String(expected?.mineral.voxels));
    });

    it('shows the numbers of calx measure', async () => {
      const [lesion] = await storedLesions();
      const { lesions } = await calx<{ lesions: readonly StoredLesion['measurement'][] }>(
        'measure',
        `${root}samples/sts-045`,
        `--at=${lesion?.request.seed.join(',')}`,
      );
      const [expected] = lesions;
      expect(figuresOf(lesion?.measurement)).toEqual(figuresOf(expected));
    });

    it('is edited by hand, by mouse and by keyboard, and gives the same voxels outside the browser', async () => {
      const [grown] = await storedLesions();
      const view = page.locator(`${viewOf('coronal')} [role=application]`);
      const box = await view.boundingBox();
      if (!box || !grown) throw new Error('nothing to edit');
      const { centre } = await lookAt(page, 'coronal');
      const [x, y] = [box.x + centre[0] * box.width, box.y + centre[1] * box.height];
      const edits = async (): Promise<number> => (await storedLesions())[0]?.request.edits?.length ?? 0;
      const shown = async (): Promise<string> =>
        ((await page.textContent('[data-measure=voxels]')) ?? '').replaceAll('\u2009', '');

      // A second click on the mass finds it measured already; the erasing that follows waits for that.
      await page.mouse.click(x, y);
      await page.keyboard.press('e');
      await page.mouse.move(x - 12, y);
      await page.mouse.down();
      await page.mouse.move(x + 12, y, { steps: 4 });
      await page.mouse.up();
      await expect.poll(edits, { timeout: 20_000 }).toBe(1);
      expect((await storedLesions()).map(({ id }) => id)).toEqual([grown.id]);
      // The brush at the pointer of the keyboard, in the middle of the focused view.
      await page.keyboard.press('b');
      await view.focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Enter');
      await expect.poll(edits, { timeout: 20_000 }).toBe(2);

      const [edited] = await storedLesions();
      if (!edited?.request.edits) throw new Error('no edit was stored');
      const { seed, edits: drawn } = edited.request;
      const [expected] = measureLesions(volume, { at: seed, edits: drawn }).lesions;
      expect(rounded(edited.measurement)).toEqual(rounded(expected));
      expect(edited.measurement.mineral.voxels).toBeLessThan(grown.measurement.mineral.voxels);
      expect(await shown()).toBe(String(edited.measurement.mineral.voxels));

      await page.keyboard.press('ControlOrMeta+z');
      await page.keyboard.press('ControlOrMeta+z');
      await expect.poll(edits, { timeout: 20_000 }).toBe(0);
      expect((await storedLesions())[0]?.measurement).toEqual(grown.measurement);
      await page.keyboard.press('l');
    });

    it('does not call the sarcoma a safe benign lesion', async () => {
      await page.locator('[data-alarm]').first().waitFor({ timeout: 20_000 });
      const alarms = await page
        .locator('[data-alarm]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-alarm')));
      expect(alarms).toContain('malignancy_not_excluded');
    });

    it('lets the reader decide, and opens a weight to its counts and source', async () => {
      const proposal = page.locator('[data-group=proposed] [data-variable]').first();
      const variable = await proposal.getAttribute('data-variable');
      await proposal.getByRole('button', { name: 'Accept' }).click();
      await page.locator(`[data-group=proposed] [data-variable=${variable}]`).waitFor({ state: 'detached' });
      await page.getByRole('textbox', { name: 'Age' }).fill('56');
      // The order must stand still before lines are opened by their place in it.
      const panel = page.locator('section[data-pack]');
      await expect.poll(async () => (await stored()).facts.age, { timeout: 10_000 }).toBe(56);
      await panel.and(page.locator('[aria-busy=false]')).waitFor();
      const ranked = panel.locator('li[data-diagnosis] > button');
      for (const row of await ranked.all()) await row.click();
      const weights = panel.locator('li[data-weight] > button');
      await weights.first().waitFor();
      // Some weights rest on coded single cases alone; a published series with its link is among the first.
      let links = 0;
      for (const weight of await weights.all()) {
        await weight.click();
        links = await panel.locator('li[data-weight] a[href^=http]').count();
        if (links > 0) break;
      }
      expect(links).toBeGreaterThan(0);
      // How much of it was counted, stated and assumed stands beside the counts.
      expect(await panel.locator('[data-basis]').textContent()).toMatch(/\d\.\d/);
      expect(await axe(page)).toEqual([]);
      expect(await layoutFaults(page)).toEqual([]);
      await page.locator('summary', { hasText: 'Laboratory' }).click();
      await page.locator('[data-lab=phosphate] input').fill('2.4');
      await page.locator('[data-lab=phosphate] [data-state=high]').waitFor();
    });

    it('reads the report in both languages and keeps an edited sentence', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Report/ }).click();
      const report = page.locator('[data-report=en]');
      await report.waitFor();
      expect(await report.textContent()).toContain('56-year-old');
      const sentence = report.locator('[data-section=findings] [data-sentence] button').first();
      await sentence.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('In my own words.');
      await page.keyboard.press('Enter');
      await report.locator('[data-edited=true]').waitFor();
      await page.locator('[role=dialog]').getByText('中文').click();
      await page.locator('[data-report=zh]').waitFor();
      expect(await page.locator('[data-report=zh]').textContent()).toContain('56');
      await page.locator('[role=dialog]').getByText('English').click();
      expect(await page.locator('[data-edited=true]').textContent()).toContain('In my own words.');
      expect(await axe(page)).toEqual([]);
      expect(await layoutFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });

    it('loses nothing when the page is closed and opened again, and speaks Chinese', async () => {
      await page.locator('[data-save=saved]').waitFor({ timeout: 10_000 });
      const again = await openPage(
        workbench,
        { lang: 'zh', theme: 'light', width: 1920, height: 1080 },
        faults,
      );
      await again.goto(`${workbench.url}/cases/${caseId}`);
      await again.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
      expect(await again.getByRole('textbox', { name: '年龄' }).inputValue()).toBe('56');
      expect(await axe(again)).toEqual([]);
      expect(await layoutFaults(again)).toEqual([]);
      await again.context().close();
    });

    it('complained of nothing on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);
