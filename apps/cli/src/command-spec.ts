import type { Context } from './context.ts';

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One command as data: names, texts (keys of the catalog) and what it runs. */
export interface CommandSpec {
  readonly name: string;
  /** Key under `cli:command`. */
  readonly text: string;
  /** Commander's argument and its key under `cli:argument`. */
  readonly arguments?: readonly (readonly [argument: string, text: string])[];
  readonly options?: readonly {
    readonly flags: string;
    readonly text: string;
    readonly choices?: readonly string[];
    readonly default?: string | boolean;
    /** It may be given several times; its value is then a list. */
    readonly repeated?: boolean;
  }[];
  /** False where there is no document to print. */
  readonly json?: boolean;
  readonly children?: readonly CommandSpec[];
  /** Resolves to the exit status. */
  readonly run?: (context: Context, args: readonly string[], options: Options) => Promise<number>;
}
