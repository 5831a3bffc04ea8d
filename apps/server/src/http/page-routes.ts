import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { join, sep } from 'node:path';
import { ServerError } from '../errors.ts';
import { exists } from '../files.ts';

/** The built page; any other address that a browser opens is one of the page's own. */
export async function pageRoutes(app: FastifyInstance, webRoot: string): Promise<void> {
  const hasPage = await exists(join(webRoot, 'index.html'));
  if (hasPage) {
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Files under assets/ carry a hash of their content in their name.
        const hashed = path.startsWith(join(webRoot, 'assets') + sep);
        reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' && !request.url.startsWith('/api') && accepts(request.headers.accept);
    if (hasPage && isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    throw new ServerError('not-found', {}, 404);
  });
}

const accepts = (accept: string | undefined): boolean => accept?.includes('text/html') ?? false;
