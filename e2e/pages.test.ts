import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { foreignTexts } from './support/foreign-texts.ts';
import { layoutFaults } from './support/layout.ts';
import { fillEveryPage, routesInCode, type PageOf } from './support/pages.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

const LAPTOP = { width: 1280, height: 720 } as const;
/** A wide screen, and the laptop at 200 %. */
const OTHER_SIZES = [
  { width: 1920, height: 1080 },
  { width: 640, height: 360 },
] as const;
const THEMES = ['dark', 'light'] as const;
/** A folder to put pictures of all pages into, to be looked at. */
const pictures = process.env['CALX_SCREENSHOTS'];
/** Themes and sizes take turns from page to page, so that every combination occurs; pictures are taken of all. */
const SCREENS: readonly { readonly lang: 'zh' | 'en'; readonly turn: 0 | 1 }[] = [
  { lang: 'zh', turn: 0 },
  { lang: 'en', turn: 1 },
  ...(pictures ? [{ lang: 'zh', turn: 1 } as const, { lang: 'en', turn: 0 } as const] : []),
];

/** The page as a whole is to be read by scrolling in one direction (WCAG 2.2, 1.4.10); a table may scroll within it. */
const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].some(
      (element) => element !== null && element.scrollWidth > element.clientWidth,
    ),
  );

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

  it.each(SCREENS)(
    'is whole, readable to all and in one language: $lang, turn $turn',
    async ({ lang, turn }) => {
      const faults: string[] = [];
      const page = await openPage(workbench, { lang });
      for (const [n, { name, path, reader = 'reader' }] of pages.entries()) {
        const theme = THEMES[(n + turn) % THEMES.length] ?? 'dark';
        // Every fourth page has the same theme and size.
        const other = OTHER_SIZES[(Math.floor(n / 2) + turn) % OTHER_SIZES.length] ?? LAPTOP;
        await page.evaluate(
          ([who, scheme]) => {
            localStorage.setItem('calx-reader', who);
            localStorage.setItem('mantine-color-scheme-value', scheme);
          },
          [reader, theme] as const,
        );
        await visit(page, `${workbench.url}/${path}`);
        for (const size of [other, LAPTOP]) {
          await page.setViewportSize(size);
          faults.push(...(await layoutFaults(page)).map((fault) => `${name} at ${size.width}: ${fault}`));
          if (await scrollsSideways(page)) faults.push(`${name} at ${size.width}: scrolls sideways`);
          if (pictures)
            await page.screenshot({
              path: join(pictures, `${name}.${lang}.${theme}.${size.width}.png`),
            });
        }
        faults.push(...(await axe(page)).map((fault) => `${name}: ${fault}`));
        faults.push(...(await foreignTexts(page, lang)).map((text) => `${name}: ${text}`));
      }
      await page.context().close();
      if (pictures) writeFileSync(join(pictures, `faults.${lang}.${turn}.txt`), faults.join('\n'));
      expect(faults).toEqual([]);
    },
  );
});
