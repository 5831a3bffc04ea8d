import { readReport } from '@calx/intake';
import type { CommandSpec } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { readText } from '../input.ts';
import { valueName, variableName } from '../words.ts';

export const intake: CommandSpec = {
  name: 'intake',
  text: 'intake',
  arguments: [['<text>', 'text']],
  run: async (context, [path = '']) => {
    const found = readReport(await readText(path));
    context.answer(found, () =>
      found.spans
        .map(({ variable, value, state, text }) => {
          const mark = { present: '+', absent: '−', possible: '?' }[state];
          return `${mark} ${variableName(variable, context.lang)}: ${valueName(variable, value, context.lang)}  «${text}»`;
        })
        .join('\n'),
    );
    return exit.done;
  },
};
