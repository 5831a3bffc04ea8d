import type { CaseFacts, FindingInput } from './types.ts';

/** How a finding is known (DESIGN, the words). */
export type HowKnown = 'measured' | 'read' | 'reported' | 'derived';

/** What a machine suggests for one variable; a reader may accept or refuse it. */
export interface Proposal {
  readonly variable: string;
  readonly value: string | number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** One finding of a case with its provenance. */
export interface Finding<P extends Proposal = Proposal> {
  readonly variable: string;
  readonly value: FindingInput;
  readonly how: HowKnown;
  /** False while nobody has accepted a machine's proposal. */
  readonly confirmed: boolean;
  /** The machine's proposals for this variable, kept beside a reader's own value. */
  readonly proposals: readonly P[];
}

export type Findings<P extends Proposal = Proposal> = Readonly<Record<string, Finding<P>>>;

/** The findings that a person entered: read and confirmed. */
export function findingsOf<P extends Proposal = Proposal>(
  facts: CaseFacts,
  how: HowKnown = 'read',
): Findings<P> {
  return Object.fromEntries(
    Object.entries(facts.findings).map(([variable, value]) => [
      variable,
      { variable, value, how, confirmed: how === 'read', proposals: [] },
    ]),
  );
}

/**
 * Adds a machine's proposals. A value that a person set stays, with the proposal kept beside it; an open
 * variable takes the most confident proposal, unconfirmed. Several proposals for one variable that are equally
 * confident are all taken (a list).
 */
export function withProposals<P extends Proposal>(
  findings: Findings<P>,
  proposals: readonly P[],
  how: HowKnown = 'measured',
): Findings<P> {
  const merged: Record<string, Finding<P>> = { ...findings };
  const variables = [...new Set(proposals.map((proposal) => proposal.variable))];
  for (const variable of variables) {
    const own = proposals.filter((proposal) => proposal.variable === variable);
    const present = merged[variable];
    if (present) {
      merged[variable] = { ...present, proposals: [...present.proposals, ...own] };
      continue;
    }
    const best = Math.max(...own.map((proposal) => proposal.confidence));
    const values = [...new Set(own.filter((p) => p.confidence === best).map((p) => p.value))];
    const [only] = values;
    merged[variable] = {
      variable,
      value: values.length === 1 && only !== undefined ? only : values.map(String),
      how,
      confirmed: false,
      proposals: own,
    };
  }
  return merged;
}

/** The case with these findings: what the differential is computed from. */
export function factsWith(facts: CaseFacts, findings: Findings): CaseFacts {
  return {
    ...facts,
    findings: Object.fromEntries(Object.values(findings).map(({ variable, value }) => [variable, value])),
  };
}
