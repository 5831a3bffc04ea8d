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
    await page.keyboard.press('r');
    const report = page.locator('[data-report=en]');
    await report.waitFor();
    expect(await report.textContent()).toMatch(/not a patient/);

    await page.goto(workbench.url);
    await page.getByRole('cell').getByText('phantom', { exact: true }).waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  }, 180_000);
});
