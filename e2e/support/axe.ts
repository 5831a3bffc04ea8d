import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Ends when nothing on the page is fading or moving any more: half-faded text has no contrast to be judged by. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const passing = (): Animation[] =>
      document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    // An animation that is taken away before its end rejects.
    while (passing().some(({ playState }) => playState === 'running'))
      await Promise.allSettled(passing().map(({ finished }) => finished));
  });

/** What axe finds against WCAG 2.2 A and AA on the page once it stands still, a line a place. */
export async function axe(page: Page): Promise<readonly string[]> {
  await settled(page);
  // The content security policy of the server forbids foreign scripts; evaluation by the debugger is no script of the page.
  await page.evaluate(await readFile(source, 'utf8'));
  const result = await page.evaluate(async () => {
    const { axe: runner } = window as unknown as {
      axe: { run: (context: unknown, options: unknown) => Promise<unknown> };
    };
    return runner.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // What passes is not asked for, place by place.
      resultTypes: ['violations'],
    });
  });
  return (result as AxeResult).violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 240) ?? ''}`,
    ),
  );
}
