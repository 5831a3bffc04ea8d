interface Coded {
  readonly code: string;
  readonly params: unknown;
  readonly message: string;
}

const isCoded = (error: unknown): error is Coded =>
  error instanceof Error && typeof (error as unknown as Partial<Coded>).code === 'string';

/**
 * Runs a worker's method so that an error keeps its code and parameters on its way to the page: of an Error only
 * name and message cross, of a plain object everything does.
 */
export async function coded<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isCoded(error)) throw error;
    const { code, params, message } = error;
    throw { code, params, message };
  }
}
