import { diagnose as differentialOf } from '@calx/diagnosis';
import { loadRelease } from '@calx/knowledge';
import { differentialJson, differentialText } from '../differential.ts';
import { exit } from '../exit.ts';
import { packOption, readFacts } from '../facts.ts';
import type { CommandSpec } from '../command-spec.ts';

export const diagnose: CommandSpec = {
  name: 'diagnose',
  text: 'diagnose',
  arguments: [['<facts>', 'facts']],
  options: [
    { flags: '--pack <name>', text: 'pack' },
    { flags: '--setting <name>', text: 'setting' },
  ],
  run: async (context, [path = ''], options) => {
    const pack = packOption(options['pack']);
    const facts = await readFacts(context, path);
    const setting = typeof options['setting'] === 'string' ? { setting: options['setting'] } : {};
    const differential = differentialOf(facts, loadRelease(), { ...pack, ...setting });
    context.answer(differentialJson(differential, context), () => differentialText(differential, context));
    return exit.done;
  },
};
