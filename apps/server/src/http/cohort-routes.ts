import type { FastifyInstance, FastifyReply } from 'fastify';
import { createTranslator, loadRelease } from '@calx/knowledge';
import {
  lackingText,
  montage,
  PAPER_FORMATS,
  printPaper,
  writePaper,
  type AnsweredCohort,
  type Panel,
  type PaperFormat,
} from '@calx/registry';
import { paperToDocx } from '@calx/registry/node';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { keyImages } from '../registry/key-images.ts';
import {
  currentCohort,
  describeFrozen,
  freezeStored,
  listFrozen,
  previewFlow,
  readFrozen,
  readQuestion,
} from '../registry/cohorts.ts';
import { cohortDocument } from '../store/registry-documents.ts';
import { refuseAllWhileBlinded } from '../store/blinding.ts';
import { listRecords, readRecord } from '../store/records.ts';
import { optionalVersion } from './addresses.ts';
import { readerOf } from './reader.ts';
import { saveVersion } from './save-version.ts';

const question = z.string().max(2_000).optional();
const paperQuery = z.object({
  version: z.string().optional(),
  lang: z.enum(['zh', 'en']).default('en'),
  compare: question,
  test: question,
  truth: question,
  format: z.enum([...PAPER_FORMATS, 'docx', 'json']).default('json'),
});
type PaperQuery = z.infer<typeof paperQuery>;

interface CohortRoute {
  Params: { name: string };
  Querystring: { version?: string };
}
interface FrozenRoute {
  Params: { hash: string };
}

/** Cohorts, what they hold now and as frozen, and the paper of each. */
export function cohortRoutes(api: FastifyInstance, services: Services): void {
  const { pool } = services.database;
  api.get('/cohorts', async () => ({ cohorts: await listRecords(pool, 'cohort') }));
  api.get<CohortRoute>('/cohorts/:name', async ({ params, query }) => {
    const cohort = await readRecord(pool, 'cohort', params.name, optionalVersion(query.version));
    if (!cohort) throw new ServerError('cohort-unknown', {}, 404);
    return cohort;
  });
  api.put<CohortRoute>('/cohorts/:name', (request, reply) =>
    saveVersion(pool, request, reply, cohortDocument, { kind: 'cohort', key: request.params.name }),
  );

  api.get('/frozen-cohorts', async () => ({ frozen: await listFrozen(pool) }));
  api.get<FrozenRoute>('/frozen-cohorts/:hash', async ({ params }) => {
    const { record, intact } = await readFrozen(pool, params.hash);
    return { ...describeFrozen(record), intact };
  });
  void api.register((open, _options, done) => {
    memberRoutes(open, services);
    done();
  });
}

/** What tells of single cases or of their diagnoses: not for a reader who has yet to read some of them blinded. */
function memberRoutes(api: FastifyInstance, { database: { pool }, index, folder }: Services): void {
  api.addHook('preHandler', (request) => refuseAllWhileBlinded(pool, readerOf(request)));

  api.post<{ Body: { rules?: unknown } | null }>('/cohorts/preview', ({ body }) =>
    previewFlow(index, body?.rules ?? {}),
  );
  api.get<CohortRoute>('/cohorts/:name/flow', async ({ params, query }) => {
    const { rules } = await readQuestion(pool, params.name, optionalVersion(query.version));
    return previewFlow(index, rules);
  });
  api.get<CohortRoute>('/cohorts/:name/paper', async ({ params, query }, reply) => {
    const asked = parseQuery(query);
    const cohort = await currentCohort(pool, index, params.name, optionalVersion(asked.version));
    return sendPaper(reply, cohort, asked, await keyImages(pool, folder, cohort.cases));
  });
  api.post<CohortRoute>('/cohorts/:name/freeze', async (request, reply) =>
    reply.code(201).send(await freezeStored(pool, index, request.params.name, readerOf(request))),
  );

  api.get<FrozenRoute>('/frozen-cohorts/:hash/file', async ({ params }, reply) => {
    const { cohort } = await readFrozen(pool, params.hash);
    return attach(reply, 'cohort.json', 'application/json').send(JSON.stringify(cohort));
  });
  api.get<FrozenRoute>('/frozen-cohorts/:hash/paper', async ({ params, query }, reply) => {
    const { cohort } = await readFrozen(pool, params.hash);
    return sendPaper(reply, cohort, parseQuery(query), await keyImages(pool, folder, cohort.cases));
  });
}

function parseQuery(query: unknown): PaperQuery {
  const parsed = paperQuery.safeParse(query);
  if (!parsed.success) throw new ServerError('request-invalid');
  return parsed.data;
}

const TYPES: Readonly<Record<PaperFormat | 'docx', string>> = {
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

async function sendPaper(
  reply: FastifyReply,
  cohort: AnsweredCohort,
  query: PaperQuery,
  panels: readonly Panel[],
) {
  const { lang, compare, test, truth, format } = query;
  const t = createTranslator(lang);
  const context = { release: loadRelease(), lang, t };
  const figures = panels.length > 0 ? [montage(panels, context)] : [];
  const paper = writePaper(cohort, context, { compare, test, truth, figures });
  if (format === 'docx') return attach(reply, 'paper.docx', TYPES.docx).send(await paperToDocx(paper));
  if (format !== 'json')
    return attach(reply, `paper.${format}`, TYPES[format]).send(printPaper(paper, format));
  const { name, version, sha256 = null, screened, excluded, cases } = cohort;
  return {
    ...paper,
    cohort: { name, version, sha256 },
    flow: {
      screened,
      included: cases.length,
      excluded: excluded.map((group) => ({ ...group, cases: undefined, count: group.cases.length })),
    },
    checklist: paper.checklist.map((item) => ({
      ...item,
      label: t(`registry:jbi.${item.id}`),
      missing: item.missing.map((lack) => lackingText(lack, t)),
    })),
  };
}

function attach(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store');
}
