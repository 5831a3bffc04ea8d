import type { Lang } from '@calx/knowledge';
import { createTranslator, type Translate } from '@calx/knowledge/released';

/** What every command needs to speak: language, streams, and whether a machine is listening. */
export interface Context {
  readonly lang: Lang;
  readonly json: boolean;
  readonly t: Translate;
  /** One JSON document on stdout (with `--json`), or text for people. Called once, at the end. */
  answer(document: unknown, text: () => string): void;
  /** Messages: never on stdout. */
  say(message: string): void;
  /** A bar on stderr for work of over a second; silent with `--json` or without a terminal. */
  progress(label: string): (done: number, total: number) => void;
}

/** Language of the interface: the option, else the locale, else English. */
export function chooseLang(option: string | undefined, env: NodeJS.ProcessEnv): Lang {
  if (option === 'zh' || option === 'en') return option;
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? env['LANGUAGE'] ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function createContext(options: { lang?: string; json?: boolean }): Context {
  const lang = chooseLang(options.lang, process.env);
  const json = options.json === true;
  const translate = createTranslator(lang);
  return {
    lang,
    json,
    t: (key, params) => translate(key, params),
    answer(document, text) {
      process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text().trimEnd()}\n`);
    },
    say(message) {
      process.stderr.write(`${message}\n`);
    },
    progress(label) {
      if (json || !process.stderr.isTTY) return () => undefined;
      const began = performance.now();
      return (done, total) => drawBar(label, done, total, performance.now() - began);
    },
  };
}

const barWidth = 24;
const quietMs = 1000;

function drawBar(label: string, done: number, total: number, elapsedMs: number): void {
  if (elapsedMs < quietMs || total <= 0) return;
  const filled = Math.round((done / total) * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  process.stderr.write(`\r${label} ${bar} ${Math.round((100 * done) / total)} %`);
  if (done >= total) process.stderr.write('\r\u001b[K');
}
