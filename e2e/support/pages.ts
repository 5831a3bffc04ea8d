import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Every page of the workbench with something on it, for the checks that hold for all of them. */

const SERIES = fileURLToPath(new URL('../../samples/series/li2015-synthetic.jsonl', import.meta.url));
const ROUTES = ['app/router.tsx', 'registry/routes.tsx'].map((file) =>
  fileURLToPath(new URL(`../../apps/web/src/${file}`, import.meta.url)),
);

interface SyntheticCase {
  readonly facts: object;
  readonly diagnosis: string;
  readonly provenBy: string;
}

/** The synthetic patients of the seed series in the case format, a line each. */
export function seriesLines(): readonly string[] {
  return readFileSync(SERIES, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { facts, diagnosis, provenBy } = JSON.parse(line) as SyntheticCase;
      return JSON.stringify({ ...facts, diagnosis, confirmed_by: provenBy });
    });
}

export interface PageOf {
  readonly name: string;
  /** Below the server's address. */
  readonly path: string;
  /** The router's pattern that this page stands for. */
  readonly route: string;
  /** The reader who works there; without a word nobody who still has to read blinded. */
  readonly reader?: string;
}

/** Fills a fresh server (the series, the sample, a cohort with its frozen copy, a reader study) and names its pages. */
export async function fillEveryPage(url: string): Promise<readonly PageOf[]> {
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { 'if-match': '"0"', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const imported = await fetch(`${url}/api/registry/cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: seriesLines().join('\n'),
  });
  if (!imported.ok) throw new Error(`the series: ${imported.status} ${await imported.text()}`);
  const registered = await (await send('GET', '/registry/cases')).text();
  const proven = registered
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly id: string; readonly outcome: object | null })
    .flatMap(({ id, outcome }) => (outcome ? [id] : []));
  const [first = ''] = proven;
  const about = (await (await send('GET', '/about')).json()) as { samples: readonly { id: string }[] };
  const sample = (await (await send('POST', '/cases', { sample: about.samples[0]?.id })).json()) as {
    readonly id: string;
  };
  await send('PUT', '/cohorts/adults', {
    rules: { include: [{ reason: 'adults', about: 'age', min: 18 }], exclude: [] },
  });
  const frozen = (await (await send('POST', '/cohorts/adults/freeze')).json()) as { readonly sha256: string };
  await send('PUT', '/reader-studies/pair', {
    cases: proven.slice(0, 2),
    readers: ['Li', 'Chen'],
    rounds: [{ id: 'alone', withSupport: false }],
  });
  const page = (route: string, path = route): PageOf => ({
    name: path === '' ? 'worklist' : path.replaceAll('/', '-').replace(frozen.sha256, 'sha256'),
    path,
    route,
  });
  return [
    page(''),
    { ...page('cases/:id', `cases/${sample.id}`), name: 'case' },
    page('knowledge/diseases'),
    page('knowledge/findings'),
    page('knowledge/sources'),
    page('knowledge/changes'),
    page('knowledge/diseases/:id', 'knowledge/diseases/tumoral_calcinosis'),
    page('knowledge/findings/:id', 'knowledge/findings/pattern'),
    page('knowledge/sources/:id', 'knowledge/sources/li2015'),
    page('registry/cohorts'),
    page('registry/cohorts/new'),
    page('registry/cohorts/:name', 'registry/cohorts/adults'),
    page('registry/cohorts/:name/paper', 'registry/cohorts/adults/paper'),
    page('registry/frozen/:hash', `registry/frozen/${frozen.sha256}`),
    page('registry/readers'),
    { ...page('registry/readers/:name', 'registry/readers/pair'), reader: 'Li' },
    {
      ...page('registry/readers/:name/read/:round/:id', `registry/readers/pair/read/alone/${first}`),
      name: 'registry-reading',
      reader: 'Li',
    },
    { ...page('registry/cases/:id', `registry/cases/${first}`), name: 'registry-case' },
    page('registry/import'),
    page('registry/evidence'),
    page('registry/audit'),
    page('*', 'nowhere'),
  ];
}

/** The patterns that the router's files name, below the part of the address that the file stands for. */
export function routesInCode(): readonly string[] {
  return ROUTES.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path),
  ).filter((path) => !['/', 'knowledge', 'registry'].includes(path));
}
