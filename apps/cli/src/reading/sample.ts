import type { CaseFacts } from '@calx/knowledge';
import type { Context } from '../context.ts';

/** Case ids of the bundled samples. */
const samples: ReadonlySet<string> = new Set(['sts-045']);

/** What a bundled sample is for and whose images they are; nothing for a patient of one's own. */
export function sampleTexts({ t }: Context, facts: CaseFacts): { notice?: string; attribution?: string } {
  if (!facts.id || !samples.has(facts.id)) return {};
  return { notice: t(`cli:sample.${facts.id}.notice`), attribution: t(`cli:sample.${facts.id}.attribution`) };
}
