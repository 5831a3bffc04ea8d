import type { FastifyReply } from 'fastify';

/** Keeps proxies and sleeping laptops from taking a silent stream for a dead one. */
const HEARTBEAT_MS = 20_000;

/**
 * Answers with server-sent events: whatever `subscribe` sends until the client leaves.
 * @param subscribe is given how to send, and returns how to stop.
 */
export function streamEvents<T>(
  reply: FastifyReply,
  subscribe: (send: (event: T) => void) => () => void,
): void {
  const response = reply.raw;
  const send = (event: T): void => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const unsubscribe = subscribe(send);
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
