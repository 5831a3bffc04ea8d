import {
  auditSeries,
  isExactSeries,
  landmarksOf,
  readPlainSeries,
  readSeries,
  seriesNames,
} from '@calx/registry';
import { loadRelease } from '@calx/knowledge';
import { exit } from '../exit.ts';
import { readText } from '../input.ts';
import type { CommandSpec } from '../command-spec.ts';
import { parseYaml } from '../yaml.ts';

export const series: CommandSpec = {
  name: 'series',
  text: 'series',
  children: [
    {
      name: 'audit',
      text: 'seriesAudit',
      arguments: [['<file>', 'series']],
      run: async (context, [path = '']) => {
        const release = loadRelease();
        const document = parseYaml(path, await readText(path));
        const { series: entered, unread } = isExactSeries(document)
          ? { series: readSeries(document), unread: [] }
          : readPlainSeries(document, release);
        for (const place of unread) context.say(context.t('registry:audit.unread', { ...place }));
        const names = seriesNames({ release, ...context }, entered.words);
        const problems = auditSeries(entered, landmarksOf(release), names).map(
          ({ code, params, ...problem }) => ({
            ...problem,
            code,
            message: context.t(`registry:audit.${code}`, params),
          }),
        );
        context.answer({ problems, unread }, () =>
          problems.length === 0
            ? context.t('registry:audit.clean', { figures: entered.figures.length })
            : problems.map(({ message }) => `✗ ${message}`).join('\n'),
        );
        return problems.length === 0 ? exit.done : exit.no;
      },
    },
  ],
};
