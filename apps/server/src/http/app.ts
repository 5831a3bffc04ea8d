import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { aboutRoutes } from './about-routes.ts';
import { careRoutes } from './care-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { cohortRoutes } from './cohort-routes.ts';
import { failureAnswerer } from './failure.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { refuseForeignRequest } from './guard.ts';
import { importRoutes } from './import-routes.ts';
import { instanceRoutes } from './instance-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { readerStudyRoutes } from './reader-study-routes.ts';
import { photographRoutes } from './photograph-routes.ts';
import { registryRoutes } from './registry-routes.ts';
import { secondReadingRoutes } from './second-reading-routes.ts';
import { tableRoutes } from './table-routes.ts';

/** A case document with its lesions and edits stays far below this. */
const BODY_BYTES = 16 * 1024 * 1024;
/** A study of 2,000 slices opened several times a minute passes; a loop gone wild does not. */
const REQUESTS_A_MINUTE = 20_000;

/** The whole HTTP interface: the page, `/api`, and what guards both. */
export async function buildApp(
  services: Services,
  webRoot: string,
  logLevel: string,
): Promise<FastifyInstance> {
  const answerFailure = failureAnswerer(services.folder.root);
  const app = Fastify({
    // An address that can't be read is refused before any hook runs; the framework's own answer would repeat it.
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply),
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    // Addresses hold identifiers of images: requests are logged by route, below.
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      level: logLevel,
      stream: process.stderr,
      redact: ['req.headers', 'req.url', 'req.body', 'err.message', 'err.detail', 'err.parameters'],
    },
  });
  app.setErrorHandler(answerFailure);
  app.addHook('onRequest', (request, _reply, done) => {
    refuseForeignRequest(request);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.log.debug({
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The image decoders are WebAssembly, run in workers.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'", 'blob:'],
        // The component library writes style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'blob:', 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The page shares memory with its workers to stop a measurement that is under way.
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    // Loopback speaks plain HTTP.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, { max: REQUESTS_A_MINUTE, timeWindow: 60_000 });
  await app.register(
    async (api) => {
      aboutRoutes(api, services);
      caseRoutes(api, services);
      careRoutes(api, services);
      await importRoutes(api, services);
      instanceRoutes(api, services);
      registryRoutes(api, services);
      readerStudyRoutes(api, services);
      secondReadingRoutes(api, services);
      cohortRoutes(api, services);
      evidenceRoutes(api, services);
      tableRoutes(api, services);
      photographRoutes(api, services);
    },
    { prefix: '/api' },
  );
  await pageRoutes(app, webRoot);
  return app;
}
