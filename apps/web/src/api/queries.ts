import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { WorklistQuestion } from './types.ts';
import { createCase, fetchAbout, fetchCase, fetchCases } from './client.ts';

export const useAbout = () => useQuery({ queryKey: ['about'], queryFn: fetchAbout });
/** The worklist page by page; while a new question is on its way, the answer to the last one stays. */
export const useCases = (question: WorklistQuestion) =>
  useInfiniteQuery({
    queryKey: ['cases', question],
    queryFn: ({ pageParam }) => fetchCases(question, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
export const caseKey = (id: string, reader: string) => ['case', id, reader] as const;
/** The case as first opened by a reader; from then on the case store holds it. */
export const useCase = (id: string, reader: string) =>
  useQuery({ queryKey: caseKey(id, reader), queryFn: () => fetchCase(id), gcTime: 0, staleTime: Infinity });

/** Opens a bundled sample; without one, a case that has no images. */
export function useCreateCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sample?: string) => createCase(sample),
    onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }),
  });
}
