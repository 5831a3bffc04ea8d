import { settingsOf } from '@calx/diagnosis';
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

/** The setting that was asked for, if any pack has it. */
export function settingOption(setting: unknown): { setting?: string } {
  if (typeof setting !== 'string') return {};
  const known = settingsOf(loadRelease());
  if (!known.includes(setting))
    throw new UsageError('cli:error.unknownSetting', { setting, known: known.join(', ') });
  return { setting };
}

/** The pack that was asked for, if it exists. */
export function packOption(pack: unknown): { pack?: string } {
  if (typeof pack !== 'string') return {};
  const known = Object.keys(loadRelease().packs);
  if (!known.includes(pack)) throw new UsageError('cli:error.unknownPack', { pack, known: known.join(', ') });
  return { pack };
}
