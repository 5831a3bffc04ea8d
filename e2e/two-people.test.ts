import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { layoutFaults } from './support/layout.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

interface Stored {
  readonly version: number;
  readonly facts: { readonly age?: number; readonly findings: Readonly<Record<string, unknown>> };
  readonly history: readonly { readonly by: string; readonly what: readonly string[] }[];
}

describe.skipIf(hindrance)(`two people on one case${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  let id: string;
  let li: Page;
  let chen: Page;

  const stored = async (): Promise<Stored> =>
    (await (await fetch(`${workbench.url}/api/cases/${id}`)).json()) as Stored;
  const open = async (reader: string): Promise<Page> => {
    const page = await openPage(workbench, { lang: 'en', reader });
    await page.goto(`${workbench.url}/cases/${id}`);
    await page.locator('section[data-pack][aria-busy=false]').waitFor();
    return page;
  };
  /** Says yes or no to a finding by keyboard. */
  const say = async (page: Page, variable: string, key: 'y' | 'n' | 'u'): Promise<void> => {
    const search = page.getByRole('textbox', { name: /Find a term/ });
    await search.fill(variable);
    const row = page.locator(`[data-variable=${variable}]`).first();
    await row.focus();
    await page.keyboard.press(key);
    await search.fill('');
  };
  const finding = (page: Page, variable: string, value: string) =>
    page.locator(`[data-variable=${variable}]`).getByText(value, { exact: true }).first();
  const age = (page: Page) => page.getByRole('textbox', { name: 'Age' });
  const saved = (page: Page): Promise<void> => page.locator('[data-save=saved]').waitFor();

  beforeAll(async () => {
    workbench = await openWorkbench();
    const answer = await fetch(`${workbench.url}/api/cases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    ({ id } = (await answer.json()) as { id: string });
    li = await open('Li');
    chen = await open('Chen');
  });
  afterAll(() => workbench.close());

  it('shows one what the other finds, and who found it', async () => {
    await say(li, 'trauma', 'y');
    await finding(chen, 'trauma', 'Yes').waitFor();
    await chen.locator('[data-news="findings/trauma"]').getByText('Li').waitFor();
    await saved(chen);
    expect(await axe(chen)).toEqual([]);
    expect(await layoutFaults(chen)).toEqual([]);
    await chen.locator('[data-news]').getByRole('button', { name: 'Close' }).click();
    const { history } = await stored();
    // Looking on is no change.
    expect([...new Set(history.map(({ by }) => by))]).toEqual(['reader', 'Li']);
  });

  it('keeps the changes of both to different things, made while neither knew of the other', async () => {
    await li.context().setOffline(true);
    await say(li, 'dialysis', 'n');
    await li.locator('[data-save=offline]').waitFor();
    await age(chen).fill('56');
    await say(chen, 'transplant', 'y');
    await expect.poll(async () => (await stored()).facts.findings['transplant']).toBeDefined();
    await li.context().setOffline(false);
    await saved(li);
    await finding(chen, 'dialysis', 'No').waitFor();
    await expect.poll(() => age(li).inputValue()).toBe('56');
    expect((await stored()).facts).toMatchObject({
      age: 56,
      findings: { trauma: 'yes', dialysis: 'no', transplant: 'yes' },
    });
  });

  it('lets a step be taken back without taking back the work of the other', async () => {
    await say(li, 'gout_history', 'y');
    await saved(li);
    await finding(chen, 'gout_history', 'Yes').waitFor();
    await age(chen).fill('57');
    await expect.poll(() => age(li).inputValue()).toBe('57');
    await li.locator('[data-variable=trauma]').first().focus();
    await li.keyboard.press('ControlOrMeta+z');
    await finding(chen, 'gout_history', 'Yes').waitFor({ state: 'detached' });
    expect(await age(chen).inputValue()).toBe('57');
    expect((await stored()).facts.age).toBe(57);
  });

  it.each(['theirs', 'mine'] as const)(
    'shows two values of the same finding side by side and stores the one chosen: %s',
    async (choice) => {
      const before = (await stored()).version;
      await li.context().setOffline(true);
      await say(li, 'trauma', choice === 'theirs' ? 'n' : 'y');
      await li.locator('[data-save=offline]').waitFor();
      await say(chen, 'trauma', choice === 'theirs' ? 'u' : 'n');
      await expect.poll(async () => (await stored()).version).toBeGreaterThan(before);
      const theirs = (await stored()).facts.findings['trauma'];
      await li.context().setOffline(false);
      const conflict = li.locator('[data-conflict="findings/trauma"]');
      await conflict.waitFor();
      expect(await axe(li)).toEqual([]);
      expect(await layoutFaults(li)).toEqual([]);
      // Nothing is overwritten before it is chosen, not even by closing the page.
      expect((await stored()).facts.findings['trauma']).toEqual(theirs);
      await li.reload();
      await conflict.waitFor();
      await conflict.locator(`[data-choose=${choice}]`).click();
      await conflict.waitFor({ state: 'detached' });
      await saved(li);
      expect((await stored()).facts.findings['trauma']).toEqual(choice === 'mine' ? 'yes' : theirs);
    },
  );

  it('goes on by itself after the server was away', async () => {
    await workbench.restart(async () => {
      await say(li, 'dialysis', 'y');
      await li.locator('[data-save=offline]').waitFor();
    });
    await saved(li);
    await finding(chen, 'dialysis', 'Yes').waitFor();
    await say(chen, 'dialysis', 'n');
    await finding(li, 'dialysis', 'No').waitFor();
  });

  it('loses nothing of a tab that was closed before it could send', async () => {
    await li.context().setOffline(true);
    await say(li, 'transplant', 'n');
    await li.locator('[data-save=offline]').waitFor();
    await li.close({ runBeforeUnload: true });
    await age(chen).fill('58');
    await expect.poll(async () => (await stored()).facts.age).toBe(58);
    const context = li.context();
    await context.setOffline(false);
    li = await context.newPage();
    await li.goto(`${workbench.url}/cases/${id}`);
    await finding(chen, 'transplant', 'No').waitFor();
    await saved(li);
    expect((await stored()).facts).toMatchObject({ age: 58, findings: { transplant: 'no' } });
  });
});
