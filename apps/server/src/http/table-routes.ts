import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createTranslator, type Lang } from '@calx/knowledge';
import type { ImportProblem } from '@calx/registry';
import { ServerError } from '../errors.ts';
import { importTable, previewTable, type TableFile } from '../registry/import-table.ts';
import type { Services } from '../services.ts';
import { RefusedImport, type CasesImported } from '../store/import-cases.ts';
import { readerOf } from './reader.ts';

/** A table of a million rows of text. */
const TABLE_BYTES = 256 * 2 ** 20;
const MAPPING_BYTES = 2 ** 20;

interface TableRoute {
  Querystring: { keepGood?: string; lang?: string };
}

/** Tables of cases from elsewhere: CSV, XLSX, REDCap. */
export function tableRoutes(api: FastifyInstance, { database: { pool } }: Services): void {
  api.post<TableRoute>('/registry/tables/preview', { bodyLimit: 2 * TABLE_BYTES }, async (request) => {
    const { file } = await receive(request);
    const preview = await previewTable(pool, file);
    return { ...preview, problems: withMessages(preview.problems, request.query.lang) };
  });
  api.post<TableRoute>('/registry/tables', { bodyLimit: 2 * TABLE_BYTES }, async (request, reply) => {
    const { file, mapping } = await receive(request);
    const options = { by: readerOf(request), keepGood: request.query.keepGood !== undefined };
    return answerImport(reply, request.query.lang, () => importTable(pool, file, mapping, options));
  });
}

/** The result of an import with the sentences of its problems; 422 with them when nothing was stored. */
export async function answerImport(
  reply: FastifyReply,
  lang: string | undefined,
  run: () => Promise<CasesImported>,
): Promise<unknown> {
  try {
    const result = await run();
    return { ...result, problems: withMessages(result.problems, lang) };
  } catch (error) {
    if (!(error instanceof RefusedImport)) throw error;
    const { code, params, message, status, result } = error;
    const problems = withMessages(result.problems, lang);
    return reply.code(status).send({ code, params, message, ...result, problems });
  }
}

function withMessages(problems: readonly ImportProblem[], lang: string | undefined) {
  const language: Lang = lang === 'zh' ? 'zh' : 'en';
  const t = createTranslator(language);
  return problems.map((problem) => ({
    ...problem,
    message: t(`registry:import.${problem.code}`, problem.params),
  }));
}

async function receive(request: FastifyRequest): Promise<{ file: TableFile; mapping: unknown }> {
  if (!request.isMultipart()) throw new ServerError('upload-missing');
  const files = new Map<string, { name: string; bytes: Uint8Array }>();
  let mapping: unknown;
  const limits = { fileSize: TABLE_BYTES, files: 2, fields: 5, fieldSize: MAPPING_BYTES };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file')
      files.set(part.fieldname, { name: part.filename, bytes: await part.toBuffer() });
    else if (part.fieldname === 'mapping') mapping = parseJson(String(part.value));
  }
  const file = files.get('file');
  if (!file) throw new ServerError('upload-missing');
  return { file: { ...file, dictionary: files.get('dictionary')?.bytes }, mapping };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ServerError('request-invalid');
  }
}
