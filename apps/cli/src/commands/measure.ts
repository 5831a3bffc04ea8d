import type { CommandSpec } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { numberOption, pointOption } from '../facts.ts';
import { measureJson, measureText } from '../reading/answer.ts';
import { measured } from '../reading/measured.ts';
import { measuredMr } from '../reading/mr.ts';
import { ctVolume, openPatient, targetOf, uidOf } from '../reading/study.ts';

export const measure: CommandSpec = {
  name: 'measure',
  text: 'measure',
  arguments: [['<study>', 'study']],
  options: [
    { flags: '--series <uid>', text: 'series' },
    { flags: '--at <x,y,z>', text: 'at' },
    { flags: '--mask <file>', text: 'mask' },
    { flags: '--threshold <hu>', text: 'threshold' },
    { flags: '--muscle <x,y,z>', text: 'muscle' },
  ],
  run: async (context, [path = ''], options) => {
    const at = pointOption('--at', options['at']);
    const muscle = pointOption('--muscle', options['muscle']);
    const threshold = numberOption('--threshold', options['threshold']);
    const mask = typeof options['mask'] === 'string' ? options['mask'] : undefined;
    const patient = await openPatient(context, path);
    const target = targetOf(path, patient, options['series']);
    const series = options['series'] === undefined ? undefined : uidOf(target.series);
    const result =
      target.kind === 'mr'
        ? await measuredMr(context, patient, { series, at, muscle, mask })
        : await measured(context, await ctVolume(target.series), { at, mask, threshold });
    context.answer(measureJson(result, context), () => measureText(result, context));
    return exit.done;
  },
};
