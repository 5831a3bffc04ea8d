import type { CommanderError, HelpConfiguration } from 'commander';
import type { Context } from './context.ts';

/** The language a command line asks for, before it is known to be right. */
export function languageIn(args: readonly string[]): string | undefined {
  const at = args.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  return args[at]?.split('=')[1] ?? args[at + 1];
}

/** Headings and choices of the help in the reader's language. */
export function helpIn({ t }: Pick<Context, 't'>): HelpConfiguration {
  const headings: Readonly<Record<string, string>> = {
    'Usage:': t('cli:help.usage'),
    'Arguments:': t('cli:help.arguments'),
    'Options:': t('cli:help.options'),
    'Commands:': t('cli:help.commands'),
  };
  return {
    styleTitle: (title) => headings[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const further = argChoices?.join(', ') ?? (defaultValue as string | undefined);
      return further === undefined ? description : `${description} (${further})`;
    },
  };
}

/** What is wrong with a command line, in one sentence; undefined where its help has been shown instead. */
export function wrongUsage({ t }: Pick<Context, 't'>, error: CommanderError): string | undefined {
  if (error.code === 'commander.help') return undefined;
  const [what = '', given = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted ?? '');
  const key = `cli:usage.${error.code.replace('commander.', '')}`;
  const sentence = t(key, { what, given });
  return sentence === key ? error.message : sentence;
}
