import { createContext } from './context.ts';
import { exit } from './exit.ts';
import { languageIn } from './usage.ts';

/**
 * What becomes of an answer that can't be written. A reader that has seen enough and gone (`| head -1`) is no fault; a
 * full disk is told in one sentence and by the exit status. Called once a process.
 */
export function watchStreams(args: readonly string[]): void {
  process.stdout.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    const context = createContext({ lang: languageIn(args) ?? '' });
    process.exitCode = exit.input;
    context.say(context.t('cli:error.answerLost', { detail: code }));
  });
  process.stderr.on('error', () => undefined); // There is nowhere left to say so.
}
