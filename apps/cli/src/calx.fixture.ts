import { vi } from 'vitest';
import { run } from './main.ts';

/** The command line as a user types it, with what it says on both streams. */
export async function calx(
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const seen = { out: '', err: '' };
  const listen = (stream: NodeJS.WriteStream, key: keyof typeof seen) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => ((seen[key] += String(text)), true));
  const spies = [listen(process.stdout, 'out'), listen(process.stderr, 'err')];
  try {
    return { status: await run([...args]), ...seen };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
