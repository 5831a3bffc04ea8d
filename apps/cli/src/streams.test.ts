import { afterEach, describe, expect, it, vi } from 'vitest';
import { watchStreams } from './streams.ts';

describe('an answer that can’t be written', () => {
  const status = process.exitCode;
  afterEach(() => {
    process.stdout.removeAllListeners('error');
    process.stderr.removeAllListeners('error');
    process.exitCode = status;
    vi.restoreAllMocks();
  });

  const broken = (code: string): string => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    watchStreams(['phantom', 'list', '--lang', 'en']);
    process.stdout.emit('error', Object.assign(new Error(code), { code }));
    return said.mock.calls.map(([text]) => String(text)).join('');
  };

  it('is no fault where the reader has gone', () => {
    expect(broken('EPIPE')).toBe('');
    expect(process.exitCode).toBe(status);
  });

  it('is told in one sentence where the disk is full', () => {
    expect(broken('ENOSPC')).toMatch(/^The answer could not be written \(ENOSPC\).*\n$/);
    expect(process.exitCode).toBe(3);
  });
});
