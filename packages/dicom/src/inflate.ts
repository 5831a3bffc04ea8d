import { Gunzip, Inflate } from 'fflate';

/** The stream ended before its end mark, or is no such stream. */
class BrokenStream extends Error {}
/** The stream unpacks to more than was allowed. */
export class StreamTooLong extends Error {}

/**
 * Unpack a raw deflate or gzip stream, stopping as soon as the output passes `limit` bytes.
 * @throws BrokenStream, StreamTooLong.
 */
export function inflate(bytes: Uint8Array, format: 'deflate' | 'gzip', limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  let complete = false;
  const receive = (chunk: Uint8Array, final: boolean): void => {
    total += chunk.length;
    if (total > limit) throw new StreamTooLong();
    chunks.push(chunk);
    complete = final;
  };
  const stream = format === 'gzip' ? new Gunzip(receive) : new Inflate(receive);
  try {
    stream.push(bytes, true);
  } catch (error) {
    if (error instanceof StreamTooLong) throw error;
    throw new BrokenStream();
  }
  if (!complete) throw new BrokenStream();
  const whole = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
