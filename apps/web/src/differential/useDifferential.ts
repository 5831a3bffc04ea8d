import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { factsWith, type CaseFacts } from '@calx/knowledge';
import { findingsInForce } from '../case/document.ts';
import { useDocument } from '../case/store.ts';
import { diagnoseCase } from '../work/diagnosis.ts';

/** The facts that count: what the reader said and the machine's open proposals. */
export function useFactsInForce(): CaseFacts {
  const document = useDocument();
  return useMemo(() => factsWith(document.facts, findingsInForce(document)), [document]);
}

/** The differential of some facts; while a new one is computed, the last one stays. */
export function useDifferential(facts: CaseFacts) {
  return useQuery({
    queryKey: ['differential', facts],
    queryFn: () => diagnoseCase(facts),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
