import { json, send } from '../../api/client.ts';

/** What a reader may see. @throws ApiError */
export const get = <T>(path: string): Promise<T> => json<T>(path);

/** What a reader does, under their name. @throws ApiError */
export const act = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> =>
  json<T>(path, body === undefined ? { method } : send(method, body));

/** Stores the next version of a document after `version`. @throws ApiError `version-conflict` when it is no longer the newest. */
export const put = <T>(path: string, version: number, body: unknown): Promise<T> =>
  json<T>(path, send('PUT', body, { 'if-match': `"${version}"` }));

/** Sends files and fields as a form; the fields come first. @throws ApiError */
export function upload<T>(
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly (readonly [string, File])[],
): Promise<T> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, file] of files) body.append(name, file, file.name);
  return json<T>(path, { method: 'POST', body });
}

/** Sends a file of one JSON document a line. @throws ApiError */
export const sendLines = <T>(path: string, file: File): Promise<T> =>
  json<T>(path, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/x-ndjson' },
  });

/** A versioned document of the registry. */
export interface Versioned<T> {
  readonly key: string;
  readonly version: number;
  readonly by: string;
  readonly updatedAt: string;
  readonly locked: boolean;
  readonly document: T;
}

export const part = encodeURIComponent;
