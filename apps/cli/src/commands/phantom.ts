import { listPhantoms, makePhantom } from '@calx/phantom';
import type { CommandSpec } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { writeAll } from '../output.ts';

export const phantom: CommandSpec = {
  name: 'phantom',
  text: 'phantom',
  arguments: [
    ['<name>', 'phantom'],
    ['[out]', 'out'],
  ],
  run: async (context, [name = '', out]) => {
    if (name === 'list') {
      const phantoms = listPhantoms();
      context.answer({ phantoms }, () =>
        phantoms.map((entry) => `${entry.name}  ${entry.region}  ${entry.diagnosis ?? '–'}`).join('\n'),
      );
      return exit.done;
    }
    const { files, truth } = makePhantom(name);
    const folder = out ?? name;
    await writeAll(folder, {
      ...Object.fromEntries(files.map((file) => [file.name, file.bytes])),
      'truth.json': `${JSON.stringify(truth, null, 2)}\n`,
    });
    context.answer({ phantom: name, out: folder, files: files.length, truth }, () =>
      context.t('cli:read.written', { path: folder, files: `${files.length} DICOM, truth.json` }),
    );
    return exit.done;
  },
};
