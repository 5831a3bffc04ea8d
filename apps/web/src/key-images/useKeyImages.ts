import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDocument } from '../case/store.ts';
import {
  addPhotographs,
  changePhotograph,
  fetchPhotographs,
  type Photograph,
} from '../registry/api/photographs.ts';
import { captionOf, pictureOf, viewInHand } from './capture.ts';

/** The key images of the open case, which are stored beside it as photographs are. */
export function useKeyImages() {
  const { id } = useDocument();
  const client = useQueryClient();
  const queryKey = ['registry', 'photographs', id];
  const { data } = useQuery({ queryKey, queryFn: () => fetchPhotographs(id) });
  const list = data?.filter(({ kind }) => kind === 'key-image') ?? [];
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey });

  /** Keeps the view in hand; gives its caption, or null where there is no view. */
  const keep = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const view = viewInHand();
      if (!view) return null;
      const caption = captionOf(view);
      const file = new File([await pictureOf(view)], 'key-image.png', { type: 'image/png' });
      const { photographs } = await addPhotographs(id, 'key-image', [file]);
      const [added] = photographs;
      if (added) await changePhotograph(id, added, { kind: 'key-image', caption, marks: [] });
      return caption;
    },
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ image, ...next }: { image: Photograph; caption?: string; removed?: true }) =>
      changePhotograph(id, image, { kind: image.kind, caption: image.caption, marks: image.marks, ...next }),
    onSuccess,
  });
  return { list, keep, change };
}
