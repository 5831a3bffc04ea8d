import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { brightest, viewOf } from './support/canvas.ts';
import { layoutFaults } from './support/layout.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

const sample = fileURLToPath(new URL('../samples/sts-045/CT/', import.meta.url));
/** More than any page has of places for the focus. */
const PLACES = 300;
/** Steps of the keyboard pointer across a view, as the page has them. */
const STEPS = 60;

/** Presses Tab until the focus is where it is wanted. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < PLACES; n++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`the Tab key does not reach ${selector}`);
}

describe.skipIf(hindrance)(`a case by keyboard alone${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  let page: Page;
  const faults: string[] = [];
  const stored = async () => {
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    return (await (await fetch(`${workbench.url}/api/cases/${id}`)).json()) as {
      readonly status: string;
      readonly findings: Readonly<Record<string, { readonly value: unknown }>>;
      readonly report: {
        readonly signed?: { readonly text?: string };
        readonly addenda?: readonly unknown[];
      };
    };
  };
  const press = async (key: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await page.keyboard.press(key);
  };

  beforeAll(async () => {
    workbench = await openWorkbench();
    page = await openPage(workbench, { lang: 'zh', theme: 'light' }, faults);
  });
  afterAll(() => workbench.close());

  it('adds the images', async () => {
    await page.locator('[data-add=files]').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, '[data-add=files]');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(readdirSync(sample).map((name) => sample + name));
    await page.locator(`${viewOf('axial')}[data-ready=true]`).waitFor({ timeout: 60_000 });
    await page.locator(`${viewOf('coronal')}[data-ready=true]`).waitFor();
  });

  it('goes on with the keys after a search is left and after a switch was clicked', async () => {
    const search = page.locator('section input[placeholder*="(/)"]');
    await page.keyboard.press('/');
    await page.keyboard.type('trauma');
    await page.keyboard.press('Escape');
    expect(await search.inputValue()).toBe('');
    await page.keyboard.press('w');
    await page.locator('[role=toolbar] button[aria-pressed=true][aria-label*="(W)"]').waitFor();
    expect(await search.inputValue()).toBe('');
    await page.locator('[role=toolbar] label').nth(1).click();
    await page.keyboard.press('l');
    await page.locator('[role=toolbar] button[aria-pressed=true][aria-label*="(L)"]').waitFor();
    await page.keyboard.press('Shift+?');
    const card = page.getByRole('dialog');
    await card.locator('kbd').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  it('grows the mass at the pointer of the keyboard', async () => {
    const [x, y] = await brightest(page, 'coronal', 0.35, 0.55);
    const box = await page.locator(`${viewOf('coronal')} [role=application]`).boundingBox();
    if (!box) throw new Error('no coronal view');
    await tabTo(page, `${viewOf('coronal')} [role=application]`);
    const step = Math.max(box.width, box.height) / STEPS;
    const [right, down] = [(x - 0.5) * box.width, (y - 0.5) * box.height].map((way) =>
      Math.round(way / step),
    );
    await press(`Shift+Arrow${(right ?? 0) < 0 ? 'Left' : 'Right'}`, Math.abs(right ?? 0));
    await press(`Shift+Arrow${(down ?? 0) < 0 ? 'Up' : 'Down'}`, Math.abs(down ?? 0));
    await page.keyboard.press('Enter');
    await page.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
  });

  it('tries a finding out without touching the case, then states it', async () => {
    const differential = page.locator('section[data-pack]');
    const trauma = async (): Promise<void> => {
      await page.keyboard.press('/');
      await page.keyboard.type('trauma');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('n');
    };
    await page.keyboard.press('q');
    await page.locator('[data-trial=true]').waitFor();
    await trauma();
    const row = page.locator('[data-variable=trauma] [data-kind=read]').first();
    await row.waitFor();
    await differential.and(page.locator('[aria-busy=false]')).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await layoutFaults(page)).toEqual([]);
    await page.keyboard.press('q');
    await page.locator('[data-trial=false]').waitFor();
    await row.waitFor({ state: 'detached' });
    await page.locator('[data-save=saved]').waitFor({ timeout: 15_000 });
    expect((await stored()).findings['trauma']).toBeUndefined();
    await page.keyboard.press('u');
    await page.keyboard.press('n');
    await expect.poll(async () => (await stored()).findings['trauma'], { timeout: 15_000 }).toBeDefined();
  });

  it('signs the report, whose text then stays, and adds to it', async () => {
    await page.keyboard.press('r');
    await page.locator('[data-report=zh]').waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    await tabTo(page, '[data-sign]');
    await page.keyboard.press('Enter');
    await page.locator('[data-signed]').waitFor();
    await tabTo(page, '[data-addendum-text]');
    await page.keyboard.type('复阅：无补充。');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-addendum]').waitFor();
    expect(await axe(page)).toEqual([]);
    await expect.poll(async () => (await stored()).report.addenda?.length ?? 0, { timeout: 15_000 }).toBe(1);
    const { status, report } = await stored();
    expect(status).toBe('signed');
    expect(report.signed?.text).toContain('mm³');
    await page.keyboard.press('Escape');
  });

  it('complained of nothing on the way', () => {
    expect(faults).toEqual([]);
  });
});
