import type { KeyImage } from '@calx/report';

/** Prints a self-contained page from a frame of its own, so that the workbench around it is not printed. */
export function printHtml(html: string): void {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  frame.setAttribute('aria-hidden', 'true');
  frame.srcdoc = html;
  frame.onload = () => {
    const view = frame.contentWindow;
    if (!view) return;
    view.onafterprint = () => frame.remove();
    view.print();
  };
  document.body.append(frame);
}

/** Prints plain text as it is, with key images below it. */
export function printText(text: string, images: readonly KeyImage[]): void {
  const place = document.createElement('pre');
  place.textContent = text;
  place.style.cssText = 'white-space:pre-wrap;font:11pt/1.5 sans-serif';
  const pictures = images.map(({ dataUrl, caption }) => {
    const figure = document.createElement('figure');
    figure.style.cssText = 'margin:0 0 1rem;break-inside:avoid;font:10pt sans-serif';
    const picture = document.createElement('img');
    picture.src = dataUrl;
    picture.alt = caption;
    picture.style.cssText = 'display:block;max-width:100%;max-height:10cm;background:#000';
    figure.append(picture, caption);
    return figure.outerHTML;
  });
  printHtml(place.outerHTML + pictures.join(''));
}
