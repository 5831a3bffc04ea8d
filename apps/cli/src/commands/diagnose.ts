import { diagnose as differentialOf } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';
import { differentialJson, differentialText } from '../differential.ts';
import { exit } from '../exit.ts';
import { packOption, readFacts, settingOption } from '../facts.ts';
import { localCountsFor } from '../local-counts.ts';
import { storeOptions } from '../registry.ts';
import { beforeAfterJson, beforeAfterText } from '../before-after.ts';
import type { CommandSpec } from '../command-spec.ts';

export const diagnose: CommandSpec = {
  name: 'diagnose',
  text: 'diagnose',
  arguments: [['<facts>', 'facts']],
  options: [
    { flags: '--pack <name>', text: 'pack' },
    { flags: '--setting <name>', text: 'setting' },
    { flags: '--local <counts>', text: 'local' },
    { flags: '--local-store', text: 'localStore' },
    ...storeOptions,
  ],
  run: async (context, [path = ''], options) => {
    const pack = packOption(options['pack']);
    const facts = await readFacts(context, path);
    const setting = settingOption(options['setting']);
    const release = loadRelease();
    const before = differentialOf(facts, release, { ...pack, ...setting });
    const local = await localCountsFor(facts, options);
    if (!local) {
      context.answer(differentialJson(before, context), () => differentialText(before, context));
      return exit.done;
    }
    const after = differentialOf(facts, release, { ...pack, ...setting, localCounts: local.counts });
    context.answer(
      { ...differentialJson(after, context), ...beforeAfterJson(before, after, local, context) },
      () => `${beforeAfterText(before, after, local, context)}\n\n${differentialText(after, context)}`,
    );
    return exit.done;
  },
};
