import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import {
  addPhotographs,
  changePhotograph,
  fetchPhotographs,
  type Photograph,
  type PhotographText,
} from '../registry/api/photographs.ts';
import type { Versioned } from '../registry/api/http.ts';
import { captionOf, pictureOf, viewInHand } from './capture.ts';

/** The key images of the open case, which are stored beside it as photographs are. */
export function useKeyImages() {
  const { id } = useDocument();
  const client = useQueryClient();
  const queryKey = ['registry', 'photographs', id];
  const { data } = useQuery({ queryKey, queryFn: () => fetchPhotographs(id) });
  const list = data?.filter(({ kind }) => kind === 'key-image') ?? [];
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey });

  /**
   * Takes a key image out or puts it back, in words that somebody may have changed since: its file stays either way.
   * Resolves to how it is then.
   */
  const setRemoved = async (image: Photograph, removed: boolean): Promise<Photograph> => {
    const shown = client.getQueryData<readonly Photograph[]>(queryKey)?.find((one) => one.id === image.id);
    const put = async (version: number, { kind, caption, marks }: PhotographText): Promise<Photograph> => {
      const text = { kind, caption, marks, removed };
      const stored = await changePhotograph(id, { ...image, version }, text);
      return { ...image, ...text, version: stored.version };
    };
    try {
      const { version, ...text } = shown ?? image;
      return await put(version, text);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'version-conflict') throw error;
      const { current } = error.body as { current: Versioned<PhotographText> };
      return await put(current.version, current.document);
    } finally {
      await onSuccess();
    }
  };
  /** A step of undo: `removed` is what was done. */
  const step = (image: Photograph, removed: boolean): void => {
    let latest = Promise.resolve(image);
    const set = (to: boolean): void => {
      // Refused, it stays as it is, and the list shows so.
      latest = latest.then((before) => setRemoved(before, to).catch(() => before));
    };
    useCaseStore.getState().done({ undo: () => set(!removed), redo: () => set(removed) });
  };

  /** Keeps the view in hand; gives its caption, or null where there is no view. */
  const keep = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const view = viewInHand();
      if (!view) return null;
      const caption = captionOf(view);
      const file = new File([await pictureOf(view)], 'key-image.png', { type: 'image/png' });
      const { photographs } = await addPhotographs(id, 'key-image', [file]);
      const [added] = photographs;
      if (added) {
        const { version } = await changePhotograph(id, added, { kind: 'key-image', caption, marks: [] });
        step({ ...added, caption, version }, false);
      }
      return caption;
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ image, caption }: { image: Photograph; caption: string }) =>
      changePhotograph(id, image, { kind: image.kind, caption, marks: image.marks }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (image: Photograph) => setRemoved(image, true),
    onSuccess: (removed) => step(removed, true),
  });
  return { list, keep, change, remove };
}
