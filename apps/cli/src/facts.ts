import { deriveLaboratory, explainIssue, loadRelease, parseCaseFacts, type CaseFacts } from '@calx/knowledge';
import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import { readJson } from './input.ts';

/** A case file; what Calx does not know of it or cannot judge is said on stderr and kept. */
export async function readFacts(context: Context, path: string): Promise<CaseFacts> {
  const { facts, issues } = parseCaseFacts(await readJson(path));
  for (const issue of [...issues, ...deriveLaboratory(facts).issues]) {
    context.say(`${path}, ${issue.where}: ${explainIssue(context.t, context.lang, issue)}`);
  }
  return facts;
}

/** The pack that was asked for, if it exists. */
export function packOption(pack: unknown): { pack?: string } {
  if (typeof pack !== 'string') return {};
  const known = Object.keys(loadRelease().packs);
  if (!known.includes(pack)) throw new UsageError('cli:error.unknownPack', { pack, known: known.join(', ') });
  return { pack };
}
