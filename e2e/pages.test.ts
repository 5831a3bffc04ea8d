import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { foreignTexts } from './support/foreign-texts.ts';
import { layoutFaults } from './support/layout.ts';
import { fillEveryPage, routesInCode, type PageOf } from './support/pages.ts';
import { hindrance, openPage, openWorkbench, type Screen, type Workbench } from './support/workbench.ts';

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;
/** A folder to put pictures of all pages into, to be looked at. */
const pictures = process.env['CALX_SCREENSHOTS'];
/** Layout hangs on the language, contrast on the theme: two screens see both. Pictures are taken of all four. */
const SCREENS: readonly (Screen & { readonly theme: 'dark' | 'light' })[] = [
  { lang: 'zh', theme: 'dark' },
  { lang: 'en', theme: 'light' },
  ...(pictures ? [{ lang: 'zh', theme: 'light' } as const, { lang: 'en', theme: 'dark' } as const] : []),
];

/** Goes to a page and waits until it has what it shows. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('main').locator('h1, h2, h3, figure').first().waitFor();
  if (url.includes('/cases/') && !url.includes('/registry/'))
    await page.locator('figure[data-plane=axial][data-ready=true]').waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}

describe.skipIf(hindrance)(`every page${hindrance ? ` (skipped: ${hindrance})` : ''}`, () => {
  let workbench: Workbench;
  let pages: readonly PageOf[];

  beforeAll(async () => {
    workbench = await openWorkbench();
    pages = await fillEveryPage(workbench.url);
    if (pictures) mkdirSync(pictures, { recursive: true });
  });
  afterAll(() => workbench.close());

  it('that the router knows is looked at', () => {
    const routes = pages.map(({ route }) => route.replace(/^(knowledge|registry)\//, ''));
    expect(routesInCode().filter((route) => !routes.includes(route))).toEqual([]);
  });

  it.each(SCREENS)('is whole, readable to all and in one language: $lang, $theme', async (screen) => {
    const faults: string[] = [];
    const page = await openPage(workbench, screen);
    for (const { name, path, reader = 'reader' } of pages) {
      await page.evaluate((who) => localStorage.setItem('calx-reader', who), reader);
      await visit(page, `${workbench.url}/${path}`);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        faults.push(...(await layoutFaults(page)).map((fault) => `${name} at ${size.width}: ${fault}`));
        if (pictures)
          await page.screenshot({
            path: join(pictures, `${name}.${screen.lang}.${screen.theme}.${size.width}.png`),
          });
      }
      faults.push(...(await axe(page)).map((fault) => `${name}: ${fault}`));
      faults.push(...(await foreignTexts(page, screen.lang)).map((text) => `${name}: ${text}`));
    }
    await page.context().close();
    if (pictures)
      writeFileSync(join(pictures, `faults.${screen.lang}.${screen.theme}.txt`), faults.join('\n'));
    expect(faults).toEqual([]);
  });
});
