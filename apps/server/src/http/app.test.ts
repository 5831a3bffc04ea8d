import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { startQuietly } from '../testing/client.ts';
import { temporaryFolder } from '../testing/stores.ts';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe('the address of the workbench', () => {
  let server: RunningServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const webRoot = join(folder.path, 'page');
    await mkdir(join(webRoot, 'assets'), { recursive: true });
    await writeFile(join(webRoot, 'index.html'), '<title>Calx</title>');
    await writeFile(join(webRoot, 'assets', 'page-1a2b.js'), 'void 0;');
    server = await startQuietly({ dataDir: join(folder.path, 'data'), webRoot });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await folder.cleanUp();
  });

  /** Unlike `fetch`, lets every header be set. */
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> =>
    new Promise((done, fail) => {
      const sent = request(`${server.url}${path}`, { method, headers }, (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      sent.on('error', fail);
      sent.end();
    });

  it('answers under the names of this computer only', async () => {
    const { port } = new URL(server.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'localhost'])
      expect((await ask('/api/about', { host })).status).toBe(200);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example']) {
      const { status, body } = await ask('/api/cases', { host });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('"cases"');
    }
  });

  it('takes changes from its own page and from programs, not from other sites', async () => {
    const post = (headers: Record<string, string>) => ask('/api/cases', headers, 'POST');
    expect((await post({})).status).toBe(201);
    expect((await post({ origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect(await post(headers as Record<string, string>)).toMatchObject({
        status: 403,
        body: expect.stringContaining('origin-refused') as string,
      });
    expect((await ask('/api/export', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('gives the page at each of its addresses, fresh, and its files for good', async () => {
    for (const path of ['/', '/cases/1', '/knowledge/gout']) {
      const { status, body, headers } = await ask(path, { accept: 'text/html' });
      expect([status, body, headers['cache-control']]).toEqual([200, '<title>Calx</title>', 'no-cache']);
    }
    const { headers } = await ask('/assets/page-1a2b.js');
    expect(headers['cache-control']).toContain('immutable');
    expect((await ask('/assets/gone.js')).status).toBe(404);
    expect((await ask('/api/nothing', { accept: 'text/html' })).body).toContain('not-found');
    expect((await ask('/../data/postgres.password')).body).not.toMatch(/^[\w-]{32}$/);
  });

  it.each([
    ['cut short', '/api/%', 400, 'request-invalid'],
    ['no text', '/api/cases/%E0%A4%A', 400, 'request-invalid'],
    ['too long', `/api/cases/${'9'.repeat(5000)}`, 404, 'not-found'],
    ['with what no text holds', '/api/instances/%00', 400, 'text-nul'],
  ])(
    'refuses an address that is %s in one sentence that does not repeat it',
    async (_what, path, status, code) => {
      const reply = await ask(path);
      expect([reply.status, Object.keys(JSON.parse(reply.body) as object)]).toEqual([
        status,
        ['code', 'params', 'message'],
      ]);
      expect(reply.body).toContain(`"${code}"`);
      expect(reply.body).not.toMatch(/%|99/);
    },
  );

  it('lets the page run its own scripts and WebAssembly and nothing else', async () => {
    const policy = String((await ask('/', { accept: 'text/html' })).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("worker-src 'self' blob:;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  it('says in one sentence that a port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startQuietly({ dataDir: join(folder.path, 'other'), port })).rejects.toMatchObject({
      code: 'port-in-use',
      params: { port },
    });
  }, 60_000);
});
