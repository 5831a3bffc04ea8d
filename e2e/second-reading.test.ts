import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { brightest, viewOf } from './support/canvas.ts';
import { layoutFaults } from './support/layout.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

interface Stored {
  readonly findings: Readonly<Record<string, { readonly value: unknown; readonly by: string }>>;
  readonly consensus?: Readonly<Record<string, object>>;
  readonly report: { readonly addenda?: readonly { readonly by: string; readonly text: string }[] };
}

const WORDS = 'Words of the first reader alone.';

describe.skipIf(hindrance)(
  `a second reading blinded to the first${hindrance ? ` (skipped: ${hindrance})` : ''}`,
  () => {
    let workbench: Workbench;
    let id: string;
    let li: Page;
    let chen: Page;
    const faults: string[] = [];
    /** All that the server told the second reader before they submitted. */
    let told = '';

    const as = (reader: string) => ({ 'content-type': 'application/json', 'calx-reader': reader });
    const stored = async (): Promise<Stored> =>
      (await (await fetch(`${workbench.url}/api/cases/${id}`, { headers: as('Li') })).json()) as Stored;
    const say = async (page: Page, variable: string, key: 'y' | 'n'): Promise<void> => {
      const search = page.getByRole('textbox', { name: /Find a term|查找/ });
      await search.fill(variable);
      await page.locator(`[data-variable=${variable}]`).first().focus();
      await page.keyboard.press(key);
      await search.fill('');
    };

    beforeAll(async () => {
      workbench = await openWorkbench();
      const answer = await fetch(`${workbench.url}/api/cases`, {
        method: 'POST',
        headers: as('Li'),
        body: JSON.stringify({ sample: 'sts-045' }),
      });
      ({ id } = (await answer.json()) as { id: string });
    });
    afterAll(() => workbench.close());

    it('is read first', async () => {
      li = await openPage(workbench, { lang: 'en', reader: 'Li' }, faults);
      await li.goto(`${workbench.url}/cases/${id}`);
      await li.locator(`${viewOf('coronal')}[data-ready=true]`).waitFor({ timeout: 60_000 });
      const [x, y] = await brightest(li, 'coronal', 0.35, 0.55);
      const box = await li.locator(`${viewOf('coronal')} canvas`).boundingBox();
      if (!box) throw new Error('the coronal view has no canvas');
      await li.mouse.click(box.x + x * box.width, box.y + y * box.height);
      await li.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
      for (const [variable, key] of [
        ['trauma', 'y'],
        ['dialysis', 'n'],
        ['gout_history', 'y'],
      ] as const)
        await say(li, variable, key);
      await li.keyboard.press('Escape');
      await li.getByRole('button', { name: /^Report/ }).click();
      await li.locator('[data-section=findings] [data-sentence] button').first().click();
      await li.keyboard.press('ControlOrMeta+A');
      await li.keyboard.type(WORDS);
      await li.keyboard.press('Enter');
      await li.locator('[data-edited=true]').waitFor();
      await li.keyboard.press('Escape');
      await li.locator('[data-save=saved]').waitFor();
    });

    it('is asked for by keyboard, and withdrawn while nobody has answered', async () => {
      const ask = async (): Promise<void> => {
        await li.locator('[data-ask]').waitFor();
        await li.getByRole('textbox', { name: 'Second reader' }).fill('Chen');
        await li.getByRole('textbox', { name: /^Reason or question/ }).fill('Unusual for this age');
        await li.getByRole('combobox', { name: 'Diagnosis 1' }).and(li.locator(':not([value=""])')).waitFor();
        expect(await axe(li)).toEqual([]);
        expect(await layoutFaults(li)).toEqual([]);
        await li.getByRole('button', { name: 'Ask for a second reading' }).focus();
        await li.keyboard.press('Enter');
        await li.locator('[data-second-reading=open]').waitFor();
      };
      await li.locator('[data-save=saved]').waitFor();
      await li.keyboard.press('v');
      await ask();
      await li.getByRole('button', { name: 'Withdraw the request' }).click();
      await li.locator('[data-second-reading=withdrawn]').waitFor();
      await li.getByRole('button', { name: 'Ask for another second reading' }).click();
      await ask();
    });

    it('shows the second reader the images and what the machine measured, and nothing that the first found', async () => {
      chen = await openPage(workbench, { lang: 'zh', theme: 'light', reader: 'Chen' }, faults);
      const listening: Promise<void>[] = [];
      chen.on('response', (response) => {
        if (!/\/api\/(cases|reader-studies|registry|evidence)/.test(response.url())) return;
        if (response.url().endsWith('/events')) return;
        listening.push(
          response.text().then(
            (text) => void (told += text),
            () => undefined,
          ),
        );
      });
      await chen.goto(workbench.url);
      await chen
        .getByRole('row')
        .filter({ has: chen.locator('[data-status=second-reader]') })
        .getByRole('link')
        .click();
      await chen.locator('[data-reading=second-reading][data-support=true]').waitFor();
      await chen.locator(`${viewOf('coronal')}[data-ready=true]`).waitFor({ timeout: 60_000 });
      await chen.locator('[data-measure=mineral]').waitFor({ timeout: 60_000 });
      await chen.getByText('Unusual for this age').waitFor();
      expect(await axe(chen)).toEqual([]);
      expect(await layoutFaults(chen)).toEqual([]);
      await Promise.all(listening);
      expect(told).toContain('proposals');
      for (const secret of [WORDS, 'trauma', 'gout_history', 'dialysis']) expect(told).not.toContain(secret);
    });

    it('lays the two readings side by side once the second is submitted', async () => {
      await say(chen, 'trauma', 'n');
      await say(chen, 'dialysis', 'n');
      await say(chen, 'nf1', 'y');
      await chen.getByRole('combobox', { name: /1/ }).first().selectOption('tumoral_calcinosis');
      await chen.getByRole('button', { name: '提交复阅' }).click();
      for (const page of [chen, li]) {
        await page.locator('[data-comparison]').waitFor();
        for (const verdict of ['trauma differ', 'gout_history first-only', 'nf1 second-only'])
          await page.locator(`[data-verdict="${verdict}"]`).waitFor();
        // The differential of the case stands beside both, and follows what is taken over.
        const now = page.getByRole('columnheader', { name: /^(The case as it stands|病例现状)$/ });
        expect(await now.count()).toBe(1);
        expect(await page.locator('[data-verdict="dialysis agree"]').count()).toBe(1);
        expect(await page.getAttribute('[data-percent]', 'data-percent')).toBe('1/2');
        expect(await axe(page)).toEqual([]);
        expect(await layoutFaults(page)).toEqual([]);
      }
    });

    it('leaves the case as the first reader left it', async () => {
      await chen.locator('[data-save=saved]').waitFor();
      const { findings } = await stored();
      expect(findings['trauma']).toMatchObject({ value: 'yes', by: 'Li' });
      expect(findings).not.toHaveProperty('nf1');
    });

    it('takes a value over into the case with a reason, which the history keeps', async () => {
      const take = li.getByRole('button', { name: 'Take over Trauma: No (Chen)' });
      expect(await take.isDisabled()).toBe(true);
      await li.getByRole('textbox', { name: 'Reason for what is taken over' }).fill('Looked at together');
      await take.click();
      await li.locator('[data-said="trauma Chen"][data-in-case=true]').waitFor();
      await chen.locator('[data-said="trauma Chen"][data-in-case=true]').waitFor();
      expect(await stored()).toMatchObject({
        findings: { trauma: { value: 'no', by: 'Li' }, gout_history: { value: 'yes' } },
        consensus: { trauma: { value: 'no', from: 'Chen', by: 'Li', why: 'Looked at together' } },
      });
      expect((await stored()).findings).not.toHaveProperty('nf1');
    });

    it('is signed after, and a signed report takes the consensus as an addendum', async () => {
      await li.keyboard.press('Escape');
      await li.locator('[data-comparison]').waitFor({ state: 'detached' });
      await li.keyboard.press('r');
      await li.locator('[data-sign]').click();
      await li.locator('[data-signed]').waitFor();
      await li.keyboard.press('Escape');
      await li.locator('[data-signed]').waitFor({ state: 'detached' });
      await li.keyboard.press('v');
      await li.locator('[data-consensus-addendum]').click();
      await expect.poll(async () => (await stored()).report.addenda?.length ?? 0).toBe(1);
      const [addendum] = (await stored()).report.addenda ?? [];
      expect(addendum?.by).toBe('Li');
      expect(addendum?.text).toContain('Chen');
      await li.goto(`${workbench.url}/registry/cases/${id}`);
      await li.getByRole('cell', { name: /taken from Chen: Looked at together/ }).waitFor();
      await li.getByRole('cell', { name: /second reading submitted/ }).waitFor();
      expect(await axe(li)).toEqual([]);
    });

    it('complained of nothing on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);
