import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LocalCount } from '@calx/diagnosis';
import { factsWith, type CaseFacts } from '@calx/knowledge';
import { findingsInForce } from '../case/document.ts';
import { seriesOf } from '../case/series.ts';
import { useDocument } from '../case/store.ts';
import { fetchCounts } from '../registry/api/evidence.ts';
import { diagnoseCase } from '../work/diagnosis.ts';

/** The facts that count: what the reader said and the machine's open proposals. */
export function useFactsInForce(): CaseFacts {
  const document = useDocument();
  return useMemo(() => factsWith(document.facts, findingsInForce(document)), [document]);
}

/**
 * What proven cases here and trusted partners have counted, without this case and others of its patient; empty
 * where the server can't be asked, so that the literature alone speaks.
 */
export function useLocalCounts(): readonly LocalCount[] | undefined {
  const { id } = useDocument();
  const { data, isError } = useQuery({
    queryKey: ['local-counts', id],
    queryFn: () => fetchCounts(id),
    networkMode: 'always',
    retry: false,
  });
  return isError ? NO_COUNTS : data?.counts;
}

const NO_COUNTS: readonly LocalCount[] = [];

/** The differential of some facts; while a new one is computed, the last one stays. */
export function useDifferential(facts: CaseFacts) {
  return useAnswer(facts, useLocalCounts());
}

/** The same from the literature alone, without anybody's local counts. */
export const useLiteratureAlone = (facts: CaseFacts) => useAnswer(facts, NO_COUNTS);

function useAnswer(facts: CaseFacts, localCounts: readonly LocalCount[] | undefined) {
  const { studies } = useDocument();
  const seriesRoles = seriesOf(studies).flatMap(({ role }) => role ?? []);
  return useQuery({
    queryKey: ['differential', facts, localCounts, seriesRoles],
    queryFn: () => diagnoseCase(facts, { seriesRoles, ...(localCounts?.length && { localCounts }) }),
    enabled: localCounts !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
