import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './support/axe.ts';
import { layoutFaults } from './support/layout.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

describe.skipIf(hindrance)(`an empty worklist${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  const faults: string[] = [];

  beforeAll(async () => {
    workbench = await openWorkbench();
  });
  afterAll(() => workbench.close());

  it('makes a phantom at one click, can be told to stop, and says everywhere that it is no patient', async () => {
    const page = await openPage(workbench, { lang: 'en' }, faults);
    const open = page.getByRole('button', { name: 'Open a phantom' });
    await open.waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await layoutFaults(page)).toEqual([]);

    await open.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => open.isEnabled()).toBe(true);

    await open.click();
    await page.locator('figure[data-plane=axial][data-ready=true]').waitFor({ timeout: 120_000 });
    expect(await page.locator('[data-phantom]').textContent()).toMatch(/not a patient/);

    // A finger on a touch pad turns the wheel a little many times; a notch of a mouse is one slice.
    const axial = page.locator('figure[data-plane=axial] [data-slice]');
    const slice = async (): Promise<number> => Number(await axial.getAttribute('data-slice'));
    const start = await slice();
    await axial.hover();
    for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 10);
    await page.mouse.wheel(0, 100);
    await expect.poll(slice, { timeout: 20_000 }).toBe(start + 3);

    await page.keyboard.press('r');
    const report = page.locator('[data-report=en]');
    await report.waitFor();
    expect(await report.textContent()).toMatch(/not a patient/);

    await page.goto(workbench.url);
    await page.getByRole('cell').getByText('phantom', { exact: true }).waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 180_000);

  it('says in a sentence that a dropped folder cannot be read', async () => {
    const page = await openPage(workbench, { lang: 'en' }, faults);
    const zone = page.locator('[data-drop-zone]');
    await zone.waitFor();
    await zone.evaluate((element) => {
      const refuse = (_: unknown, reject: (error: unknown) => void): void => reject(new DOMException('no'));
      const entry = {
        fullPath: '/CT of today',
        isFile: false,
        createReader: () => ({ readEntries: refuse }),
      };
      const drop = new Event('drop', { bubbles: true, cancelable: true });
      const dataTransfer = { types: ['Files'], items: [{ webkitGetAsEntry: () => entry }] };
      element.dispatchEvent(Object.assign(drop, { dataTransfer }));
    });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/The folder CT of today can't be read/);
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('opens a case without images, whose findings are ranked and reported', async () => {
    const page = await openPage(workbench, { lang: 'zh', theme: 'light' }, faults);
    await page.locator('[data-add=empty]').click();
    const panel = page.locator('section[data-pack]');
    await panel.waitFor();
    const name = await page.getByRole('heading', { level: 1 }).textContent();
    await page.keyboard.press('/');
    await page.keyboard.type('cobb');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('y');
    await page.locator('[data-kind=read]').first().waitFor();
    await panel.and(page.locator('[aria-busy=false]')).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await layoutFaults(page)).toEqual([]);
    await page.keyboard.press('r');
    await page.locator('[data-report=zh]').waitFor();
    await page.goto(workbench.url);
    await page.getByRole('link', { name: name ?? '', exact: true }).waitFor();
    expect(faults).toEqual([]);
  });
});
