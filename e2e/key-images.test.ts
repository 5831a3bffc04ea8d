import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { viewOf } from './support/canvas.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

describe.skipIf(hindrance)(`key images${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  let page: Page;
  const faults: string[] = [];
  const kept = (count: number): Promise<void> =>
    page.locator(`[data-key-images="${count}"][data-keeping=false]`).waitFor();

  /** What the server has. */
  const captions = async (): Promise<readonly string[]> => {
    const path = `${new URL(page.url()).pathname}/photographs`;
    const { photographs } = (await (await fetch(`${workbench.url}/api${path}`)).json()) as {
      photographs: readonly { readonly caption: string }[];
    };
    return photographs.map(({ caption }) => caption);
  };

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = await openPage(workbench, { lang: 'en' }, faults);
    // What is printed is looked at, and no dialog of the system opens.
    await page.addInitScript(() => {
      window.print = () => window.top?.document.body.setAttribute('data-printed', document.body.innerHTML);
    });
    await page.goto(workbench.url);
    await page.getByRole('button', { name: 'Open the sample' }).click();
    for (const plane of ['axial', 'coronal', 'sagittal'] as const)
      await page.locator(`${viewOf(plane)}[data-ready=true]`).waitFor({ timeout: 60_000 });
  });
  afterAll(() => workbench.close());

  it('are kept by one key, and undo takes one back and puts it back', async () => {
    await page.keyboard.press('k');
    await kept(1);
    await page.keyboard.press('ControlOrMeta+z');
    await kept(0);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await kept(1);
  });

  it('come back with the caption they had when one is taken out of the report by mistake', async () => {
    await page.keyboard.press('r');
    const caption = page.getByRole('textbox', { name: 'Caption of key image 1' });
    await caption.fill('The mass and the femur');
    await caption.press('Enter');
    const image = page.locator('[data-key-image]');
    await expect.poll(captions).toEqual(['The mass and the femur']);
    await page.getByRole('button', { name: 'Remove key image 1' }).click();
    await image.waitFor({ state: 'detached' });
    expect(await captions()).toEqual([]);
    await page.keyboard.press('ControlOrMeta+z');
    await image.waitFor();
    expect(await caption.inputValue()).toBe('The mass and the femur');
    expect(await axe(page)).toEqual([]);
  });

  it('are printed below the report, whole and with their captions', async () => {
    await page.locator('[data-save=saved]').waitFor();
    await page.getByRole('button', { name: /^Print/ }).click();
    await page.locator('[data-printed]').waitFor({ state: 'attached' });
    const html = (await page.getAttribute('[data-printed]', 'data-printed')) ?? '';
    expect(html).toContain('data:image/png;base64,');
    expect(html).toContain('The mass and the femur');
  });

  it('complained of nothing on the way', () => {
    expect(faults).toEqual([]);
  });
});
