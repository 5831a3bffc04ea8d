import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { axe } from './support/axe.ts';
import { seriesLines } from './support/pages.ts';
import { hindrance, openPage, openWorkbench, type Workbench } from './support/workbench.ts';

describe.skipIf(hindrance)(
  `the way of a series from cases to a paper${hindrance ? ` (skipped: ${hindrance})` : ''}`,
  () => {
    let workbench: Workbench;
    let page: Page;
    const faults: string[] = [];

    const takeIn = async (lines: readonly string[]): Promise<void> => {
      const response = await fetch(`${workbench.url}/api/registry/cases`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      expect(await response.json()).toMatchObject({ imported: lines.length, refused: 0 });
    };

    beforeAll(async () => {
      workbench = await openWorkbench();
      await takeIn(seriesLines());
      page = await openPage(workbench, { lang: 'en' }, faults);
    });
    afterAll(() => workbench.close());

    /** The proven cases of the store, in the order of their ids. */
    const provenCases = async (): Promise<readonly string[]> => {
      const text = await (await fetch(`${workbench.url}/api/registry/cases`)).text();
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly id: string; readonly outcome: object | null })
        .flatMap(({ id, outcome }) => (outcome ? [id] : []));
    };
    const sendAs = async (reader: string, method: string, path: string, body: unknown): Promise<void> => {
      const response = await fetch(`${workbench.url}/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'calx-reader': reader, 'if-match': '"0"' },
        body: JSON.stringify(body),
      });
      expect(response.ok, path).toBe(true);
    };
    const go = (part: string): Promise<unknown> => page.goto(`${workbench.url}/registry/${part}`);

    it('writes a cohort by form with the flow beside it, saves and freezes it', async () => {
      await go('cohorts/new');
      await page.locator('[data-flow]').waitFor();
      await page.getByRole('textbox', { name: /^Name/ }).fill('adults');
      await page.getByRole('button', { name: 'Add an inclusion rule' }).click();
      await page.getByRole('spinbutton', { name: 'at least' }).fill('18');
      await page.getByRole('button', { name: 'Add an exclusion rule' }).click();
      const rule = page.getByRole('group', { name: 'Exclusion rule 1' });
      await rule.getByRole('combobox', { name: 'About' }).selectOption('site');
      await rule.getByLabel('One of these values').first().click();
      await page.getByRole('option', { name: 'Hip and buttock' }).click();
      await page.keyboard.press('Escape');
      await page.locator('[data-flow]').getByText('Site: Hip and buttock').waitFor();
      const screened = Number(await page.textContent('[data-flow-screened]'));
      const excluded = Number(await page.textContent('[data-flow-excluded]'));
      const included = Number(await page.textContent('[data-flow-included]'));
      // The server may hold its bundled sample too.
      expect(screened).toBeGreaterThanOrEqual(15);
      expect(excluded + included).toBe(screened);
      expect(await axe(page)).toEqual([]);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.waitForURL('**/registry/cohorts/adults');
      await page.getByRole('button', { name: 'Freeze for a paper' }).click();
      await page.locator('[data-frozen]').waitFor();
      const hash = await page.locator('[data-frozen]').getAttribute('data-frozen');
      await page.locator('[data-frozen] a').click();
      await page.locator('[data-intact=true]').waitFor();
      expect(await page.textContent('[data-intact] code')).toBe(hash);
    });

    it('prints tables, figures, methods and what is lacking, in either language', async () => {
      await page.locator('[data-table=patients]').waitFor();
      expect(await page.locator('[data-figure] img').count()).toBeGreaterThanOrEqual(2);
      expect(await page.textContent('[data-methods]')).toContain('Wilson');
      expect(await page.locator('[data-checklist] li').count()).toBe(10);
      await page.getByRole('combobox', { name: 'Compare two groups' }).selectOption('sex');
      await page.locator('[data-table=comparison]').waitFor();
      await page.getByRole('main').getByText('中文', { exact: true }).click();
      await page.locator('[data-paper=zh] [data-table=patients]').getByText('中位').waitFor();
      const href = await page.getByRole('link', { name: 'DOCX' }).getAttribute('href');
      const file = await fetch(new URL(href ?? '', workbench.url));
      expect(file.headers.get('content-type')).toContain('wordprocessingml');
      expect(await axe(page)).toEqual([]);
    });

    it('keeps the proof of a case with its reason, and shows any earlier state', async () => {
      const [id = ''] = await provenCases();
      await go(`cases/${id}`);
      await page.locator('[data-outcome="1"]').waitFor();
      await page.getByRole('combobox', { name: 'Proven by' }).selectOption('genetic');
      await page.getByRole('textbox', { name: 'Reason for this change' }).fill('FGF23 sequenced');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator('[data-outcome="2"]').waitFor();
      await page.getByRole('cell', { name: 'FGF23 sequenced' }).waitFor();
      await page.getByRole('button', { name: 'Show version 1' }).click();
      await page.locator('[data-state="1"] table').waitFor();
      expect(await axe(page)).toEqual([]);
    });

    it('lets readers read blinded, then shows how they agree and settles what differs', async () => {
      const [id = ''] = await provenCases();
      const rounds = [{ id: 'alone', withSupport: false }];
      await sendAs('registrar', 'PUT', '/reader-studies/pair', {
        cases: [id],
        readers: ['Li', 'Chen'],
        rounds,
      });
      await go('readers/pair');
      await page.locator('[data-reader]').click();
      const me = page.getByRole('textbox', { name: 'Working as' });
      await me.fill('Li');
      await me.press('Enter');
      await page.locator('[data-next]').click();
      await page.locator('[data-reading=alone][data-support=false]').waitFor();
      await page.getByRole('combobox', { name: 'Diagnosis 1' }).selectOption('tophaceous_gout');
      await page.getByRole('button', { name: 'Store as a draft' }).click();
      await page.locator('[data-stored="1"]').waitFor();
      expect(await axe(page)).toEqual([]);
      await page.getByRole('button', { name: 'Submit and read the next' }).click();
      await page.getByText('You have submitted all your readings.').waitFor();
      expect(await page.locator('[data-agreement]').count()).toBe(0);
      await sendAs('Chen', 'PUT', `/reader-studies/pair/rounds/alone/cases/${id}?submit`, {
        withSupport: false,
        findings: {},
        ranked: ['tumoral_calcinosis'],
      });
      await page.reload();
      await page.locator('[data-agreement=alone]').waitFor();
      await page.getByRole('radio', { name: /Chen/ }).check();
      await page.getByRole('button', { name: 'Settle this case' }).click();
      await page.locator('[data-settled=true]').waitFor();
      expect(await axe(page)).toEqual([]);
    });

    it('shares the counts of the frozen cohort, and looks at a bundle before it counts', async () => {
      await go('evidence');
      await page.getByRole('textbox', { name: /^Short name/ }).fill('ward-7');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ward 7');
      await page.getByRole('textbox', { name: 'Whom the counts describe' }).fill('Referral centre');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.getByRole('combobox', { name: 'Frozen cohort' }).selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Export its counts' }).click();
      const download = page.waitForEvent('download');
      await page.locator('[data-export="1"]').click();
      const bundle = await (await download).path();
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open a bundle…' }).click();
      await (await chooser).setFiles(bundle);
      await page.locator('[data-bundle=ward-7][data-trusted=false]').waitFor();
      expect(await page.getByRole('button', { name: 'Take in', exact: true }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Trust this signer' }).click();
      await page.locator('[data-trusted=true]').waitFor();
      await page.getByRole('button', { name: 'Take in', exact: true }).click();
      await page.locator('[data-taken=true]').waitFor();
      expect(await axe(page)).toEqual([]);
    });

    it('counts them in the differential of a case that is read, beside the literature', async () => {
      const [id = ''] = await provenCases();
      await page.goto(`${workbench.url}/cases/${id}`);
      await page.getByText('With the counts of proven cases here').waitFor();
      await page.locator('section[data-pack][aria-busy=false] li[data-diagnosis=none]').waitFor();
      // What they change against the literature alone, a line a diagnosis.
      const effect = page.locator('[data-local-effect]');
      await effect.locator('summary').click();
      const moved = Number(await effect.getAttribute('data-local-effect'));
      expect(await effect.locator('li').count()).toBe(Math.min(5, moved));
    });

    it('imports a table with the mapping that its columns suggest, and remembers it', async () => {
      await go('import');
      const table = Buffer.from('case no,age,sex,site,Phosphate (mmol/L)\nA-1,56,F,hip,1.2\n');
      const choose = async (): Promise<void> => {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Choose a file…' }).click();
        await (await chooser).setFiles({ name: 'cases.csv', mimeType: 'text/csv', buffer: table });
      };
      await choose();
      const site = page.getByRole('combobox', { name: 'What site is taken for' });
      await site.waitFor();
      expect(await site.inputValue()).toBe('finding:site');
      await page.getByRole('button', { name: 'Import all rows' }).click();
      await page.locator('[data-imported="1"]').waitFor();
      expect(await axe(page)).toEqual([]);
      await choose();
      await page.getByText('The mapping is the one used last').waitFor();
    });

    it('names the four faults of the seed paper, and none after they are mended by hand', async () => {
      await go('audit');
      await page.getByRole('button', { name: /^Example/ }).click();
      await page.locator('[data-fault]').nth(3).waitFor();
      const codes = await page
        .locator('[data-fault]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-fault')));
      expect(codes.sort()).toEqual(['denominator', 'examinationWithoutResult', 'landmark', 'sum']);
      expect(await axe(page)).toEqual([]);
      await page.getByRole('textbox', { name: 'Figures 5: k' }).fill('13');
      await page.getByRole('checkbox', { name: 'Figures 10: Part said' }).check();
      await page.getByRole('checkbox', { name: 'Examinations 3: Results' }).check();
      await page
        .getByRole('textbox', { name: 'Lesions and their landmarks 1: Landmark' })
        .fill('greater tubercle');
      await page.locator('[data-audit=clean]').waitFor();
    });

    it('lists the rest of a long worklist as one scrolls, and searches and sorts all of it', async () => {
      const lines = seriesLines().map((line) => JSON.parse(line) as object);
      await takeIn(
        Array.from({ length: 7 }, (_, copy) =>
          lines.map((line, n) => JSON.stringify({ ...line, id: `copy-${copy}-${n}` })),
        ).flat(),
      );
      const { total } = (await (await fetch(`${workbench.url}/api/cases?limit=1`)).json()) as {
        total: number;
      };
      await page.goto(workbench.url);
      await page.locator(`[data-cases="100/${total}"]`).waitFor();
      await page.locator('[data-cases]').scrollIntoViewIfNeeded();
      await page.locator(`[data-cases="${total}/${total}"]`).waitFor();
      expect(await page.locator('tbody tr').count()).toBe(total);
      await page.getByRole('textbox').fill('copy-6-1');
      // Cases 1 and 10 to 14.
      await page.locator('[data-cases="6/6"]').waitFor();
      await page.getByRole('button', { name: 'Patient' }).click();
      await page.locator('tbody tr').first().getByRole('link', { name: 'copy-6-1', exact: true }).waitFor();
      await page.getByRole('textbox').fill('');
      await page.locator('tbody tr').first().getByRole('link', { name: 'No name' }).waitFor();
      expect(await axe(page)).toEqual([]);
    });

    it('complained of nothing on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);
