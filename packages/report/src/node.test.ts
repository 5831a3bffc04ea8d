import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeReport, renderHtml } from './index.ts';
import { findBrowser, printPdf } from './node.ts';

const html = renderHtml(composeReport({ facts: { age: 56, sex: 'F', findings: {} }, findings: {} }, 'zh'));
const pdftotext = !spawnSync('pdftotext', ['-v']).error;

describe('printing the report', () => {
  it('says what is missing without a browser', async () => {
    expect(findBrowser({ PATH: '' })).toBeNull();
    await expect(printPdf(html, { browser: '/nowhere/chromium' })).rejects.toMatchObject({
      code: 'browser_failed',
    });
  });

  it.skipIf(!findBrowser())('makes a PDF (skipped without Chromium)', async () => {
    const pdf = await printPdf(html);
    expect(new TextDecoder('latin1').decode(pdf.subarray(0, 5))).toBe('%PDF-');
  });

  it.skipIf(!findBrowser() || !pdftotext)(
    'keeps Chinese as text (skipped without Chromium and poppler-utils)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'calx-test-'));
      try {
        const path = join(folder, 'report.pdf');
        writeFileSync(path, await printPdf(html));
        expect(spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' }).stdout).toContain('患者女性，56 岁');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
