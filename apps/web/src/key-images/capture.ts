/** A view as a picture: what its canvases draw, with lengths and angles; no text of the page, and so no name, is in it. */

const VIEWS = 'figure[data-ready=true]';
/** Drawings over an image that belong to its picture: those of the viewer, and those of ours that say so. */
const DRAWINGS = 'svg.svg-layer, svg[data-in-picture]';
const DRAWN_BY = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'visibility',
  'display',
  'paint-order',
];

let used: Element | null = null;

/** Remembers the view that was last clicked, scrolled or focused; returns how to stop. */
export function watchViews(): () => void {
  const remember = ({ target }: Event): void => {
    const view = target instanceof Element ? target.closest(VIEWS) : null;
    if (view) used = view;
  };
  const kinds = ['pointerdown', 'wheel', 'focusin'] as const;
  for (const kind of kinds) document.addEventListener(kind, remember, { capture: true, passive: true });
  return () => kinds.forEach((kind) => document.removeEventListener(kind, remember, { capture: true }));
}

/** The view under the pointer, else the one last used, else the first. */
export function viewInHand(): HTMLElement | null {
  const found =
    document.querySelector(`${VIEWS}:hover`) ?? (used?.isConnected ? used : document.querySelector(VIEWS));
  return found instanceof HTMLElement ? found : null;
}

/** What a view says of itself: examination, plane and place in the series. */
export const captionOf = (view: HTMLElement): string =>
  [...(view.querySelector('figcaption')?.childNodes ?? [])]
    .map((part) => part.textContent?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' · ');

/** The picture of a view as a PNG, in the pixels of its canvas. */
export async function pictureOf(view: HTMLElement): Promise<Blob> {
  const frame = view.getBoundingClientRect();
  const canvases = [...view.querySelectorAll('canvas')];
  const [first] = canvases;
  const scale = first ? first.width / Math.max(1, first.getBoundingClientRect().width) : 1;
  const picture = document.createElement('canvas');
  picture.width = Math.round(frame.width * scale);
  picture.height = Math.round(frame.height * scale);
  const context = picture.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas.');
  context.fillStyle = '#000';
  context.fillRect(0, 0, picture.width, picture.height);
  const put = (image: CanvasImageSource, { x, y, width, height }: DOMRect): void =>
    context.drawImage(
      image,
      (x - frame.x) * scale,
      (y - frame.y) * scale,
      Math.max(1, width * scale),
      Math.max(1, height * scale),
    );
  for (const canvas of canvases) put(canvas, canvas.getBoundingClientRect());
  for (const svg of view.querySelectorAll<SVGSVGElement>(DRAWINGS))
    put(await rasterised(svg), svg.getBoundingClientRect());
  return new Promise((resolve, reject) =>
    picture.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))),
      'image/png',
    ),
  );
}

/** A drawing as an image, with the styles that the page gives it. */
async function rasterised(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const copies = copy.querySelectorAll<SVGElement>('*');
  svg.querySelectorAll('*').forEach((part, index) => {
    const style = getComputedStyle(part);
    for (const property of DRAWN_BY)
      copies[index]?.style.setProperty(property, style.getPropertyValue(property));
  });
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
