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

/** Prints plain text as it is. */
export function printText(text: string): void {
  const place = document.createElement('pre');
  place.textContent = text;
  place.style.cssText = 'white-space:pre-wrap;font:11pt/1.5 sans-serif';
  printHtml(place.outerHTML);
}
