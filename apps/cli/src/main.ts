import { Command, CommanderError, Option } from 'commander';
import { chooseLang, createContext, type Context } from './context.ts';
import { version } from './version.ts';
import { explain } from './explain.ts';
import { helpIn, languageIn, wrongUsage } from './usage.ts';
import { exit, InputError, isExplained, UsageError } from './exit.ts';
import type { CommandSpec } from './command-spec.ts';
import { commands } from './commands/index.ts';

export { watchStreams } from './streams.ts';

/** Runs one command line (without node and script); resolves to the exit status of the contract. */
export async function run(args: readonly string[]): Promise<number> {
  let status: number = exit.done;
  const help = createContext({ lang: chooseLang(languageIn(args), process.env) });
  const program = new Command('calx')
    .description(help.t('cli:about'))
    .version(version, '-V, --version', help.t('cli:version'))
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp(helpIn(help))
    .helpOption('-h, --help', help.t('cli:help.help'))
    .helpCommand('help [command]', help.t('cli:help.helpCommand'))
    .addOption(languageOption(help));
  for (const [name, load] of Object.entries(commands)) {
    // Of the commands that are not asked for, the help needs the name alone.
    if (!args.includes(name)) program.command(name).description(help.t(`cli:command.${name}`));
    else
      define(program, await load(), help, (code) => {
        status = code;
      });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exit.done;
    const sentence = wrongUsage(help, error);
    if (sentence) help.say(sentence);
    return exit.usage;
  }
  return status;
}

function define(parent: Command, spec: CommandSpec, help: Context, setStatus: (code: number) => void): void {
  const command = parent
    .command(spec.name)
    .description(help.t(`cli:command.${spec.text}`))
    .exitOverride();
  command.addOption(languageOption(help));
  if (spec.children) command.helpCommand('help [command]', help.t('cli:help.helpCommand'));
  for (const child of spec.children ?? []) define(command, child, help, setStatus);
  if (!spec.run) return;
  for (const [name, text] of spec.arguments ?? []) command.argument(name, help.t(`cli:argument.${text}`));
  for (const option of spec.options ?? []) {
    const built = new Option(option.flags, help.t(`cli:option.${option.text}`));
    if (option.choices) built.choices([...option.choices]);
    if (option.repeated)
      built.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]);
    if (option.default !== undefined) built.default(option.default);
    command.addOption(built);
  }
  if (spec.json !== false) command.option('--json', help.t('cli:option.json'));
  const action = spec.run;
  command.action(async (...given: unknown[]) => {
    const self = given.pop() as Command;
    given.pop();
    const options = self.optsWithGlobals<Record<string, string | boolean | readonly string[] | undefined>>();
    const context = createContext({
      lang: chooseLang(options['lang'] as string | undefined, process.env),
      json: options['json'] === true,
    });
    setStatus(await guarded(context, () => action(context, given as string[], options)));
  });
}

const languageOption = ({ t }: Context): Option =>
  new Option('--lang <lang>', t('cli:option.lang')).choices(['zh', 'en']);

/** A sentence on one line, whatever a file is called: a name may hold line breaks and terminal commands. */
const oneLine = (sentence: string): string => sentence.replace(/\p{Cc}+/gu, ' ');

/** Runs an action; an explained error becomes one sentence on stderr and its exit status. */
async function guarded(context: Context, action: () => Promise<number>): Promise<number> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof InputError) {
      context.say(oneLine(context.t(error.code, error.params)));
      return error instanceof UsageError ? exit.usage : exit.input;
    }
    if (isExplained(error)) {
      context.say(oneLine(explain(context, error)));
      return exit.input;
    }
    context.say(
      context.t('cli:error.fault', { detail: error instanceof Error ? error.message : String(error) }),
    );
    if (process.env['CALX_DEBUG'] && error instanceof Error) context.say(error.stack ?? '');
    return exit.fault;
  }
}
