import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReportError } from './error.ts';

/** Programs that can print a page, as their packages name them. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'] as const;

export interface PdfOptions {
  /** Program to print with; otherwise CALX_CHROMIUM, then the first one found on the path. */
  readonly browser?: string;
  readonly timeoutMs?: number;
}

/** The Chromium to print with, or null where none is installed. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | null {
  const wanted = env['CALX_CHROMIUM'];
  if (wanted) return isProgram(wanted) ? wanted : null;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const programs = browsers.flatMap((name) => folders.map((folder) => join(folder, name)));
  return programs.find(isProgram) ?? null;
}

/**
 * Prints a self-contained page (see renderHtml) to PDF with the system's Chromium: it sets Chinese with the fonts
 * of the system and embeds them. Throws a ReportError `browser_missing` or `browser_failed`.
 */
export async function printPdf(html: string, options: PdfOptions = {}): Promise<Uint8Array> {
  const browser = options.browser ?? findBrowser();
  if (!browser) throw new ReportError('browser_missing', {}, 'No Chromium was found to print the PDF.');
  const folder = await mkdtemp(join(tmpdir(), 'calx-pdf-'));
  try {
    const page = join(folder, 'report.html');
    const pdf = join(folder, 'report.pdf');
    await writeFile(page, html, { mode: 0o600 });
    await run(browser, printArguments(folder, page, pdf), options.timeoutMs ?? 60_000);
    return new Uint8Array(await readFile(pdf).catch(() => Promise.reject(failed('no PDF was written'))));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function printArguments(folder: string, page: string, pdf: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--no-first-run',
    '--no-pdf-header-footer',
    // Chromium refuses its sandbox to root; the page is our own and holds no script.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
}

function run(program: string, args: readonly string[], timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(failed(`it took more than ${Math.round(timeoutMs / 1000)} s`));
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(failed(error.message));
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(failed(`it ended with status ${code ?? 'unknown'}`));
    });
  });
}

const failed = (detail: string): ReportError =>
  new ReportError('browser_failed', { detail }, `Chromium could not print the report: ${detail}.`);

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
