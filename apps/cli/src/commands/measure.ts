import type { CommandSpec } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { numberOption, pointOption } from '../facts.ts';
import { measured, measureJson, measureText } from '../reading/measured.ts';
import { ctVolume, openPatient } from '../reading/study.ts';

export const measure: CommandSpec = {
  name: 'measure',
  text: 'measure',
  arguments: [['<study>', 'study']],
  options: [
    { flags: '--series <uid>', text: 'series' },
    { flags: '--at <x,y,z>', text: 'at' },
    { flags: '--mask <file>', text: 'mask' },
    { flags: '--threshold <hu>', text: 'threshold' },
  ],
  run: async (context, [path = ''], options) => {
    const at = pointOption(options['at']);
    const threshold = numberOption('--threshold', options['threshold']);
    const patient = await openPatient(context, path);
    const ct = await ctVolume(path, patient, options['series']);
    const mask = typeof options['mask'] === 'string' ? options['mask'] : undefined;
    const result = await measured(context, ct, { at, mask, threshold });
    context.answer(measureJson(result, context), () => measureText(result, context));
    return exit.done;
  },
};
