import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDocument } from '../case/store.ts';
import { fetchSecondReading } from './api.ts';

/** The second reading of the open case; each of its steps is one in the history of the case. */
export function useSecondReading() {
  const { id, history } = useDocument();
  const client = useQueryClient();
  const steps = history.filter(({ what }) => what.some((path) => path.startsWith('second-reading'))).length;
  const query = useQuery({
    queryKey: ['second-reading', id, steps],
    queryFn: () => fetchSecondReading(id),
  });
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['second-reading', id] });
  return { query, refresh };
}
