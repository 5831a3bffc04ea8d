import type { KeyImage } from '@calx/report';
import { refused } from '../api/client.ts';
import { photographUrl, type Photograph } from '../registry/api/photographs.ts';

/** Key images as the printed report takes them: inside the page itself. @throws ApiError where one can't be had. */
export const forPrint = (images: readonly Photograph[]): Promise<readonly KeyImage[]> =>
  Promise.all(images.map(async (image) => ({ dataUrl: await dataUrlOf(image), caption: image.caption })));

async function dataUrlOf(image: Photograph): Promise<string> {
  const answer = await fetch(photographUrl(image));
  if (!answer.ok) throw await refused(answer);
  const blob = await answer.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('The key image cannot be read.'));
    reader.readAsDataURL(blob);
  });
}
