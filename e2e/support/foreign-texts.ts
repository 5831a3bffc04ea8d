import type { Page } from 'playwright-core';

/**
 * Texts on the page that are in the other language and do not say so by `lang` (WCAG 3.1.2): Chinese characters on an
 * English page, four or more English words in a row on a Chinese one.
 */
export function foreignTexts(page: Page, lang: 'zh' | 'en'): Promise<readonly string[]> {
  return page.evaluate((own) => {
    const foreign = own === 'en' ? /[\u4e00-\u9fff]/ : /(?:[a-z]{2,}[ ,;]+){3,}[a-z]{2,}/i;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.textContent ?? '').trim();
      if (!element || !foreign.test(text) || element.closest('script, style')) continue;
      if (element.closest('[lang]')?.getAttribute('lang')?.startsWith(own)) found.add(text.slice(0, 80));
    }
    return [...found];
  }, lang);
}
