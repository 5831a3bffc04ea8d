import type { PatientStudies, Series } from '@calx/dicom';
import type { CommandSpec, Options } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, InputError } from '../exit.ts';
import {
  boxOption,
  numberOption,
  outlineOption,
  pixelOption,
  pointOption,
  stackOption,
} from '../option-values.ts';
import { measureJson, measureText, type AnyResult } from '../reading/answer.ts';
import { measured } from '../reading/measured.ts';
import { measuredMr } from '../reading/mr.ts';
import { filmsIn, measuredFilm } from '../reading/radiograph.ts';
import { ctVolume, openPatient, targetOf, uidOf, type Target } from '../reading/study.ts';

export const measure: CommandSpec = {
  name: 'measure',
  text: 'measure',
  arguments: [['<study>', 'study']],
  options: [
    { flags: '--series <uid>', text: 'series' },
    { flags: '--at <x,y,z>', text: 'at' },
    { flags: '--box <x1,y1,z1,x2,y2,z2>', text: 'box' },
    { flags: '--mask <file>', text: 'mask' },
    { flags: '--threshold <hu>', text: 'threshold' },
    { flags: '--stack <number>', text: 'stack' },
    { flags: '--muscle <x,y,z>', text: 'muscle' },
    { flags: '--outline <points>', text: 'outline' },
  ],
  run: async (context, [path = ''], options) => {
    const patient = await openPatient(context, path);
    const target = targetOf(path, patient, options['series']);
    const result = await byKind[target.kind](context, patient, target.series, options);
    context.answer(measureJson(result, context), () => measureText(result, context));
    return exit.done;
  },
};

type Measure = (
  context: Context,
  patient: PatientStudies,
  series: Series,
  options: Options,
) => Promise<AnyResult>;

/** What each kind of series understands of the command line. */
const byKind: Readonly<Record<Target['kind'], Measure>> = {
  ct: async (context, _patient, series, options) => {
    const ct = await ctVolume(context, series, stackOption(options['stack']));
    const { lesions, refusals } = await measured(context, ct, {
      at: pointOption('--at', options['at']),
      box: boxOption('--box', options['box']),
      mask: maskOption(options),
      threshold: numberOption('--threshold', options['threshold']),
    });
    return { lesions, refusals, notes: ct.notes.map((note) => ({ where: uidOf(series), ...note })) };
  },
  mr: (context, patient, series, options) =>
    measuredMr(context, patient, {
      series: options['series'] === undefined ? undefined : uidOf(series),
      at: pointOption('--at', options['at']),
      muscle: pointOption('--muscle', options['muscle']),
      mask: maskOption(options),
    }),
  radiograph: (_context, _patient, series, options) => {
    const [film] = filmsIn(series);
    if (!film) throw new InputError('cli:error.nothingToMeasure', { path: series.name });
    const [at, outline] = [pixelOption('--at', options['at']), outlineOption(options['outline'])];
    return measuredFilm(film, { ...(at ? { at } : {}), ...(outline ? { outline } : {}) });
  },
};

function maskOption(options: Options): string | undefined {
  return typeof options['mask'] === 'string' ? options['mask'] : undefined;
}
