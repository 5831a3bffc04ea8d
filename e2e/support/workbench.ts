import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startServer } from '@calx/server';

/** The real server with an embedded store, and a real Chromium that looks at the production build. */

const root = fileURLToPath(new URL('../../', import.meta.url));
export const webRoot = join(root, 'apps/web/dist/page');
const samplesRoot = join(root, 'samples');

const PLACES = [
  process.env['CALX_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
export const chromiumPath = PLACES.find((place) => place !== undefined && existsSync(place));

/** Why page tests cannot run here, or undefined. */
export const hindrance: string | undefined = !chromiumPath
  ? 'no Chromium found: type "apt-get install chromium", or set CALX_CHROMIUM'
  : !existsSync(join(webRoot, 'index.html'))
    ? 'the page is not built: type "npm run build"'
    : undefined;

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Workbench {
  readonly url: string;
  readonly browser: Browser;
  /** Stops the server, does something while it is away, and starts it again at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'calx-e2e-'));
  const options = { dataDir, webRoot, samplesRoot, logLevel: 'error' } as const;
  let server = await startServer({ ...options, port: 0 });
  const { url } = server;
  const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ARGUMENTS });
  return {
    url,
    browser,
    async restart(meanwhile) {
      await server.close();
      await meanwhile();
      server = await startServer({ ...options, port: Number(new URL(url).port) });
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface Screen {
  readonly lang: 'zh' | 'en';
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly height?: number;
  /** Who works in it. */
  readonly reader?: string;
}

/** A fresh page in a language, theme and size; `faults` gathers what the page complains about. */
export async function openPage(
  { browser, url }: Workbench,
  { lang, theme = 'dark', width = 1280, height = 720, reader = 'reader' }: Screen,
  faults: string[] = [],
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    // Dialogs and menus stand at once: a test that looks at one never sees it half faded in.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript(
    ([scheme, name]) => {
      // What is chosen later in the page stays.
      if (!localStorage.getItem('mantine-color-scheme-value'))
        localStorage.setItem('mantine-color-scheme-value', scheme as string);
      if (!localStorage.getItem('calx-reader')) localStorage.setItem('calx-reader', name as string);
    },
    [theme, reader],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return page;
}
