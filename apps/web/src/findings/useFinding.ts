import { useMemo } from 'react';
import type { FindingInput } from '@calx/knowledge';
import {
  acceptProposal,
  clearFinding,
  findingsInForce,
  refuseProposal,
  setFinding,
} from '../case/document.ts';
import { readerName } from '../registry/me/reader.ts';
import { useCaseStore, useDocument } from '../case/store.ts';

/** The findings in force of the open case. */
export function useFindings() {
  const document = useDocument();
  return useMemo(() => findingsInForce(document), [document]);
}

/** What a reader can do with a variable. */
export function useFindingActions() {
  const change = useCaseStore((state) => state.change);
  return useMemo(
    () => ({
      set: (variable: string, value: FindingInput | undefined): void =>
        change((document) =>
          value === undefined
            ? clearFinding(document, variable)
            : setFinding(document, variable, value, readerName()),
        ),
      accept: (variable: string, value: FindingInput): void =>
        change((document) => acceptProposal(document, variable, value, readerName())),
      refuse: (variable: string, value: FindingInput): void =>
        change((document) => refuseProposal(document, variable, value, readerName())),
      clear: (variable: string): void => change((document) => clearFinding(document, variable)),
    }),
    [change],
  );
}
