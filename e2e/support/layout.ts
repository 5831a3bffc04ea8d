import type { Page } from 'playwright-core';

/** Texts that are cut off or lie over each other on the page once it rests, a line each. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  return page.evaluate(() => {
    /** Less than this many pixels is the leading of a line, not a fault. */
    const SLACK = 3;
    interface Piece {
      readonly element: Element;
      readonly text: string;
      readonly box: DOMRect;
    }
    const isClipping = (value: string): boolean => value === 'hidden' || value === 'clip';
    const visible = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('[aria-hidden=true], .mantine-VisuallyHidden-root');
    /** The part of a text's box that its element and the ancestors, where they scroll or clip, let through. */
    const seen = (element: Element, box: DOMRect): DOMRect => {
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      for (let place: Element | null = element; place; place = place.parentElement) {
        if (getComputedStyle(place).overflow === 'visible') continue;
        const frame = place.getBoundingClientRect();
        left = Math.max(left, frame.left);
        top = Math.max(top, frame.top);
        right = Math.min(right, frame.right);
        bottom = Math.min(bottom, frame.bottom);
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.textContent ?? '').trim();
      if (!element || text === '' || element.closest('script, style, svg, option') || !visible(element))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const shown = seen(element, box);
        if (shown.width > SLACK && shown.height > SLACK) pieces.push({ element, text, box: shown });
      }
      // Cut: it runs out of an ancestor that clips sideways; an ellipsis is a cut that says so.
      const whole = range.getBoundingClientRect();
      for (let place: Element | null = element; place; place = place.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(place);
        if (textOverflow === 'ellipsis') break;
        if (!isClipping(overflowX)) continue;
        const frame = place.getBoundingClientRect();
        if (frame.width > SLACK && whole.right > frame.right + SLACK)
          faults.push(`cut: ${text.slice(0, 60)}`);
        break;
      }
    }
    const atop = ({ element, box }: Piece): boolean => {
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return top !== null && (element.contains(top) || top.contains(element));
    };
    const open = pieces.filter(atop);
    open.forEach((one, n) => {
      for (const other of open.slice(n + 1)) {
        if (
          one.element === other.element ||
          one.element.contains(other.element) ||
          other.element.contains(one.element)
        )
          continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > SLACK && high > SLACK)
          faults.push(`overlap: ${one.text.slice(0, 40)} / ${other.text.slice(0, 40)}`);
      }
    });
    return [...new Set(faults)];
  });
}
