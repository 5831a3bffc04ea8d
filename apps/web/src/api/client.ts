import { readerHeader } from '../registry/me/reader.ts';
import type { About, CaseDocument, ImportResult, Worklist, WorklistQuestion } from './types.ts';

/** A refusal of the server: `code` and `params` name a sentence of the catalogs. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>>,
    message: string,
    /** The whole answer: some refusals hold more than their sentence. */
    readonly body: unknown = null,
  ) {
    super(message);
  }
}

function refusal(status: number, statusText: string, body: unknown): ApiError {
  const { code, params, message } = (body ?? {}) as {
    code?: string;
    params?: Record<string, unknown>;
    message?: string;
  };
  return new ApiError(status, code ?? 'server-fault', params ?? { status }, message ?? statusText, body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The refusal that an answer holds. */
export const refused = async (response: Response): Promise<ApiError> =>
  refusal(response.status, response.statusText, parsed(await response.text()));

/** A request below `/api` under the reader's name; an unreachable server is the refusal `offline`. */
export async function request(path: string, init?: RequestInit): Promise<Response> {
  try {
    const headers = { ...(init?.headers as Record<string, string> | undefined), ...readerHeader() };
    return await fetch(`/api${path}`, { ...init, headers });
  } catch (cause) {
    throw new ApiError(0, 'offline', {}, cause instanceof Error ? cause.message : 'offline');
  }
}

/** The JSON that the server answers. @throws ApiError */
export async function json<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await request(path, init);
  if (!response.ok) throw await refused(response);
  return (await response.json()) as T;
}

/** A request that carries JSON. */
export const send = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const fetchAbout = (): Promise<About> => json('/about');
/** One page of the cases that a question finds; what is typed goes in the body, for no name stands in an address. */
export const fetchCases = (question: WorklistQuestion, after: string | null): Promise<Worklist> =>
  json('/cases/search', send('POST', { ...question, ...(after !== null && { after }) }));
export const fetchCase = (id: string): Promise<CaseDocument> => json(`/cases/${encodeURIComponent(id)}`);

/** Opens the bundled sample (or an empty case) and resolves to the case's id. */
export const createCase = async (sample?: string): Promise<string> =>
  (await json<{ id: string }>('/cases', send('POST', sample ? { sample } : {}))).id;

export type SaveResult =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'conflict'; readonly current: CaseDocument };

/** Stores the case if `document.version` is still the newest; otherwise gives the newest back. */
export async function saveCase(document: CaseDocument): Promise<SaveResult> {
  const response = await request(
    `/cases/${encodeURIComponent(document.id)}`,
    send('PUT', document, { 'if-match': `"${document.version}"` }),
  );
  if (!response.ok) {
    const refusal = await refused(response);
    if (refusal.code !== 'version-conflict') throw refusal;
    return { kind: 'conflict', current: (refusal.body as { current: CaseDocument }).current };
  }
  const { version } = (await response.json()) as { version: number };
  return { kind: 'saved', version };
}

/** Time until a stream that the server refused is asked for again. */
const STREAM_RETRY_MS = 2000;

/** Calls back with the newest version of a case, now and after each change; returns how to stop. */
export function watchCase(id: string, onVersion: (version: number) => void): () => void {
  let events: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    events = new EventSource(`/api/cases/${encodeURIComponent(id)}/events`);
    events.onmessage = (event: MessageEvent<string>) => {
      const { version } = JSON.parse(event.data) as { version?: number };
      if (typeof version === 'number') onVersion(version);
    };
    // The browser comes back by itself when cut off, but gives up for good when a starting server refuses.
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) again = setTimeout(open, STREAM_RETRY_MS);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    events.close();
  };
}

export const instanceUrl = (sop: string): string => `/api/instances/${encodeURIComponent(sop)}`;

export interface Upload {
  readonly done: Promise<ImportResult>;
  readonly cancel: () => void;
}

/** Why files could not be sent: the browser tells a file that it can't read from a server that is away by nothing. */
async function whyNotSent(
  files: readonly { readonly path: string; readonly file: File }[],
): Promise<ApiError> {
  for (const { path, file } of files) {
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch {
      return new ApiError(0, 'file-unreadable', { name: path }, 'file unreadable');
    }
  }
  return new ApiError(0, 'offline', {}, 'offline');
}

/** Sends files; `onProgress` gets the sent share, 0 to 1. fetch cannot report upload progress. */
export function importFiles(
  files: readonly { readonly path: string; readonly file: File }[],
  onProgress: (share: number) => void,
): Upload {
  const form = new FormData();
  for (const { path, file } of files) form.append('files', file, path);
  const xhr = new XMLHttpRequest();
  const done = new Promise<ImportResult>((resolve, reject) => {
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    xhr.onerror = () => void whyNotSent(files).then(reject);
    xhr.onabort = () => reject(new ApiError(0, 'cancelled', {}, 'cancelled'));
    xhr.onload = () => {
      const body = parsed(xhr.responseText);
      if (xhr.status >= 200 && xhr.status < 300 && body) resolve(body as ImportResult);
      else reject(refusal(xhr.status, xhr.statusText, body));
    };
  });
  xhr.open('POST', '/api/import');
  for (const [name, value] of Object.entries(readerHeader())) xhr.setRequestHeader(name, value);
  xhr.send(form);
  return { done, cancel: () => xhr.abort() };
}
