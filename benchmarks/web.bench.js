// The built page: what a reader downloads, and how long until something and then the first image is seen in Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clearTimeout, setTimeout } from 'node:timers';
import { gzipSync } from 'node:zlib';

const page = fileURLToPath(new URL('../apps/web/dist/page/', import.meta.url));
const calx = fileURLToPath(new URL('../apps/cli/bin/calx.js', import.meta.url));
const CHROMIUM = [process.env.CALX_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (place) => place && existsSync(place),
);
const OPENINGS = 3;
const WAIT = 60_000;
/** The first image may take at most this multiple of the wait for its own file. */
const FIRST_IMAGE_RATIO = 1.5;
/** Notes in the page itself when the button is clicked and when the first image is there, ms of the epoch. */
const NOTE_FIRST_IMAGE = `
  var clickedAt = 0, seenAt = 0;
  addEventListener('click', () => { clickedAt ||= performance.timeOrigin + performance.now(); }, true);
  new MutationObserver(() => {
    if (document.querySelector('figure[data-arriving][data-ready=true]')) seenAt ||= performance.timeOrigin + performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });`;

/** Yields bundle sizes, then first paint and first image. */
export async function* figures() {
  const missing = { missing: 'no built page (npm run build)' };
  if (!existsSync(join(page, 'index.html'))) {
    yield { what: 'bundle', values: [0], unit: 'kB', peer: missing };
    return;
  }
  yield* sizes();
  if (!CHROMIUM) {
    yield {
      what: 'first paint',
      values: [0],
      unit: 'ms',
      peer: { missing: 'no Chromium (or set CALX_CHROMIUM)' },
    };
    return;
  }
  yield* paints();
}

function* sizes() {
  const files = readdirSync(page, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(page, name)).isFile() && !name.endsWith('.map'))
    .map((name) => ({ name, bytes: readFileSync(join(page, name)) }))
    .sort((a, b) => b.bytes.length - a.bytes.length);
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const first = files.filter(({ name }) => name === 'index.html' || html.includes(name));
  const kilobytes = (some, how) => some.reduce((sum, { bytes }) => sum + how(bytes).length, 0) / 1000;
  for (const [what, some] of [
    ['before the first paint', first],
    ['all files', files],
    ...files.slice(0, 3).map((file) => [file.name, [file]]),
  ])
    yield {
      what: `bundle, ${what}`,
      values: [kilobytes(some, (bytes) => bytes)],
      unit: 'kB',
      note: `${kilobytes(some, gzipSync).toFixed(0)} kB gzip, ${some.length} file${some.length === 1 ? '' : 's'}`,
    };
}

async function* paints() {
  const { chromium } = await import('playwright-core');
  const dataDir = await mkdtemp(join(tmpdir(), 'calx-bench-'));
  const server = spawn(process.execPath, [calx, 'serve', '--port', '0', '--data', dataDir]);
  let browser;
  try {
    const url = await addressOf(server);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    const paint = [];
    const image = [];
    const ratios = [];
    const whole = [];
    for (let n = 0; n < OPENINGS; n += 1) {
      // A context of its own: nothing is cached from the time before.
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
      const tab = await context.newPage();
      tab.setDefaultTimeout(WAIT);
      await tab.goto(url);
      const button = tab.getByRole('button', { name: 'Open the sample' }).first();
      await button.waitFor();
      paint.push(
        await tab.evaluate('performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0'),
      );
      let file = 0;
      tab.on('requestfinished', (request) => {
        const { startTime, responseEnd } = request.timing();
        if (file === 0 && request.url().includes('/api/instances/')) file = startTime + responseEnd;
      });
      await tab.evaluate(NOTE_FIRST_IMAGE);
      const start = performance.now();
      await button.click();
      await tab.locator('figure[data-arriving][data-ready=true]').waitFor();
      const [clicked, seen] = await tab.evaluate('[clickedAt, seenAt]');
      image.push(seen - clicked);
      ratios.push((seen - clicked) / (file - clicked));
      await tab.locator('figure[data-plane="axial"][data-ready=true]').waitFor();
      whole.push(performance.now() - start);
      await context.close();
    }
    yield { what: 'first contentful paint, empty cache', values: paint, unit: 'ms' };
    yield {
      what: 'first image, from the click on "Open the sample"',
      values: image,
      unit: 'ms',
      note: `the first opening, ${image[0].toFixed(0)} ms, stores the sample too`,
    };
    yield {
      what: 'first image, as a multiple of the wait for its file',
      values: ratios,
      unit: '',
      bound: FIRST_IMAGE_RATIO,
    };
    yield { what: 'three planes of the sample', values: whole, unit: 'ms', note: 'software rendering' };
  } finally {
    await browser?.close();
    const gone = once(server, 'exit');
    server.kill();
    // It stops its PostgreSQL first, which still writes.
    await gone;
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The address that the server says it listens at. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), WAIT);
    const listen = (chunk) => {
      said += chunk;
      const url = /https?:\/\/[^\s]+/.exec(said)?.[0];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}
