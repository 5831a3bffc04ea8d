import { beforeAll, expect, it } from 'vitest';
import { send } from './testing/client.ts';
import { inBothRoles } from './testing/roles.ts';

/** 2 x 1 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADklEQVR4nGP4z8DA8B8ABwAB/wn5F9AAAAAASUVORK5CYII=',
  'base64',
);
const read = (value: string, state = 'present') => ({ state, value, how: 'read', confirmed: true, by: 'Li' });
const MEASUREMENT = {
  mineral: { voxels: 7 },
  proposals: [{ variable: 'ct_hu_max', value: 397, confidence: 1 }],
};

interface Asked {
  readonly secondReading: {
    readonly name: string;
    readonly state: string;
    readonly reader: string | null;
    readonly comparison: {
      readonly findings: readonly { readonly about: string; readonly verdict: string }[];
      readonly percent: { readonly k: number; readonly n: number } | null;
    } | null;
  } | null;
}

inBothRoles('a second reading', (stage) => {
  let url: string;
  const call = (method: string, path: string, by: string, body?: unknown, version = 0) =>
    send(`${url}${path}`, method, body, {
      'calx-reader': encodeURIComponent(by),
      'if-match': `"${version}"`,
    });
  const asked = async (id: string, by = 'Li') =>
    ((await call('GET', `/cases/${id}/second-reading`, by)).body as Asked).secondReading;
  const version = async (id: string, by = 'Li') =>
    ((await call('GET', `/cases/${id}`, by)).body as { version: number }).version;
  const shown = async (id: string) => {
    const { cases } = (await call('GET', '/cases', 'Li')).body as { cases: { id: string; status: string }[] };
    return cases.find((one) => one.id === id)?.status;
  };
  const photograph = async (id: string, kind: string, by: string): Promise<string> => {
    const form = new FormData();
    form.append('files', new Blob([PNG]), `${kind}.png`);
    const answer = await fetch(`${url}/cases/${id}/photographs?kind=${kind}`, {
      method: 'POST',
      body: form,
      headers: { 'calx-reader': by },
    });
    return ((await answer.json()) as { photographs: { id: string }[] }).photographs[0]?.id ?? '';
  };

  /** A case that Li has read and signed, with proof and pictures. */
  async function readCase() {
    const { id } = (await call('POST', '/cases', 'Li', {})).body as { id: string };
    const stored = await call(
      'PUT',
      `/cases/${id}`,
      'Li',
      {
        status: 'signed',
        facts: {
          age: 56,
          findings: { trauma: 'no', dialysis: 'yes', gout_history: 'no' },
          labs: [{ name: 'phosphate', value: 2.4, unit: 'mmol/L' }],
          diagnosis: 'tumoral_calcinosis',
        },
        findings: {
          trauma: read('no', 'absent'),
          dialysis: read('yes'),
          gout_history: read('no', 'absent'),
        },
        lesions: [
          {
            id: 'l1',
            series: '1.2.3',
            request: { seed: [0, 0, 0] },
            measurement: MEASUREMENT,
            note: 'clearly benign',
          },
        ],
        report: {
          lang: 'en',
          edits: { 'en:impression': 'Tumoral calcinosis.' },
          signed: { by: 'Li', at: '2026-01-01T00:00:00Z', text: 'Tumoral calcinosis.' },
        },
        excluded: ['gout'],
      },
      1,
    );
    expect(stored).toMatchObject({ status: 200 });
    await call('PUT', `/cases/${id}/outcome`, 'Li', {
      diagnosis: 'tumoral_calcinosis',
      provenBy: 'pathology',
    });
    const slide = await photograph(id, 'slide', 'Li');
    const key = await photograph(id, 'key-image', 'Li');
    return { id, slide, key };
  }
  const ask = async (id: string, body: object = {}, by = 'Li') =>
    call(
      'POST',
      `/cases/${id}/second-reading`,
      by,
      { ranked: ['tumoral_calcinosis', 'gout'], ...body },
      await version(id, by),
    );
  const reading = (findings: object) => ({ withSupport: true, findings, ranked: ['gout'] });

  beforeAll(async () => {
    url = `${(await stage.start('second')).url}/api`;
  }, 120_000);

  it('withholds everything that the first reader found until the second has submitted, on every route', async () => {
    const { id, slide, key } = await readCase();
    const before = await shown(id);
    expect(await ask(id, { reader: 'Chen', why: 'Unusual site' })).toMatchObject({ status: 201 });
    expect([before, await shown(id)]).toEqual(['proven', 'second-reader']);
    expect(await asked(id, 'Chen')).toMatchObject({
      state: 'open',
      askedBy: 'Li',
      reader: 'Chen',
      comparison: null,
    });
    const name = (await asked(id))?.name ?? '';
    const place = `/reader-studies/${name}/rounds/second-reading/cases/${id}`;

    const { body } = await call('GET', `/cases/${id}`, 'Chen');
    expect(body).toMatchObject({
      blinded: { study: name, round: 'second-reading', secondReading: true },
      facts: { age: 56, findings: {}, labs: [{ name: 'phosphate' }] },
      findings: {},
      lesions: [{ id: 'l1', measurement: MEASUREMENT }],
      report: { lang: 'en', edits: {} },
      history: [],
    });
    for (const told of ['umoral', 'benign', 'trauma', 'gout', 'signed'])
      expect(JSON.stringify(body), told).not.toContain(told);

    const closed: readonly (readonly [string, string, unknown?])[] = [
      ['GET', `/cases/${id}?version=2`],
      ['GET', `/cases/${id}/history`],
      ['GET', `/cases/${id}/outcome`],
      ['GET', `/cases/${id}/phenopacket`],
      ['GET', `/cases/${id}/care`],
      ['GET', `/photographs/${slide}`],
      ['GET', `/photographs/${key}`],
      ['GET', '/registry/cases'],
      ['GET', '/registry/phenopackets'],
      ['GET', '/export'],
      ['POST', '/cohorts/preview', { rules: {} }],
      // A refusal for an old version would give the newest.
      ['PUT', `/cases/${id}`, {}],
      ['PUT', `/cases/${id}/outcome`, { diagnosis: 'gout', provenBy: 'pathology' }],
      ['PUT', `/cases/${id}/photographs/${key}`, { kind: 'key-image' }],
      ['POST', `/cases/${id}/second-reading`, { ranked: [] }],
    ];
    for (const [method, path, sent] of closed)
      expect(await call(method, path, 'Chen', sent), `${method} ${path}`).toMatchObject({
        status: 403,
        body: { code: 'second-reading-hidden' },
      });
    expect((await call('GET', `/cases/${id}/photographs`, 'Chen')).body).toEqual({ photographs: [] });
    expect((await call('GET', `/cases/${id}/readings`, 'Chen')).body).toEqual({ readings: [] });
    expect((await call('GET', place, 'Chen')).body).toEqual({ reading: null });
    expect((await call('GET', `/reader-studies/${name}/discrepancies`, 'Chen')).status).toBe(409);
    expect((await call('GET', `/reader-studies/${name}/agreement`, 'Chen')).status).toBe(409);
    const counted = async (by: string) =>
      ((await call('GET', '/evidence/counts', by)).body as { local: { cases: number } }).local.cases;
    expect((await counted('Li')) - (await counted('Chen'))).toBe(1);
    // The pictures that a browser fetches by itself bring the name in a cookie.
    const picture = await fetch(`${url}/photographs/${slide}`, {
      headers: { cookie: 'a=b; calx-reader=Chen' },
    });
    expect(picture.status).toBe(403);
    await picture.arrayBuffer();
    // Nobody gets round it by rewriting the request.
    const forged = {
      cases: [id],
      readers: ['Li', 'Wu'],
      rounds: [{ id: 'second-reading', withSupport: true }],
    };
    expect((await call('PUT', `/reader-studies/${name}`, 'Chen', forged, 1)).status).toBe(400);
    const { studies } = (await call('GET', '/reader-studies', 'Chen')).body as { studies: unknown[] };
    expect(studies).toEqual([]);

    const seen = { trauma: read('no', 'absent'), dialysis: read('no', 'absent'), nf1: read('yes') };
    await call('PUT', place, 'Chen', reading(seen));
    expect((await call('GET', `/cases/${id}/outcome`, 'Chen')).status).toBe(403);
    const own = await photograph(id, 'key-image', 'Chen');
    expect((await call('GET', `/cases/${id}/photographs`, 'Chen')).body).toMatchObject({
      photographs: [{ id: own }],
    });
    expect(await call('PUT', `${place}?submit`, 'Chen', reading(seen), 1)).toMatchObject({ status: 200 });

    expect(await shown(id)).toBe('proven');
    for (const by of ['Li', 'Chen'])
      expect(await asked(id, by)).toMatchObject({
        state: 'submitted',
        comparison: {
          ranked: { first: ['tumoral_calcinosis', 'gout'], second: ['gout'] },
          percent: { k: 1, n: 2 },
        },
      });
    const rows = (await asked(id))?.comparison?.findings.map(({ about, verdict }) => [about, verdict]);
    expect(rows?.sort()).toEqual([
      ['dialysis', 'differ'],
      ['gout_history', 'first-only'],
      ['nf1', 'second-only'],
      ['trauma', 'agree'],
    ]);
    expect((await call('GET', `/cases/${id}`, 'Chen')).body).toMatchObject({
      findings: { dialysis: { value: 'yes' } },
    });
    const { history } = (await call('GET', `/cases/${id}/history`, 'Chen')).body as {
      history: { by: string; what: string[] }[];
    };
    expect(history.filter(({ what }) => what[0]?.startsWith('second-reading'))).toMatchObject([
      { by: 'Li', what: ['second-reading.asked'] },
      { by: 'Chen', what: ['second-reading.submitted'] },
    ]);
    // A repeated request changes nothing.
    const steps = await version(id);
    expect(await call('PUT', `${place}?submit`, 'Chen', reading(seen), 1)).toMatchObject({ status: 200 });
    expect(await version(id)).toBe(steps);
  });

  it('leaves the first place free to whoever begins, and blinds all who may take it', async () => {
    const { id } = await readCase();
    await ask(id);
    for (const by of ['Chen', 'Wu']) expect((await call('GET', `/cases/${id}/outcome`, by)).status).toBe(403);
    expect((await call('GET', `/cases/${id}/outcome`, 'Li')).status).toBe(200);
    const name = (await asked(id))?.name ?? '';
    const place = `/reader-studies/${name}/rounds/second-reading/cases/${id}`;
    expect(await call('PUT', place, 'Wu', reading({}))).toMatchObject({ status: 200 });
    expect(await asked(id)).toMatchObject({ reader: 'Wu', state: 'open' });
    expect(await call('PUT', place, 'Chen', reading({}))).toMatchObject({
      status: 403,
      body: { code: 'not-a-reader' },
    });
    expect((await call('GET', `/cases/${id}/outcome`, 'Chen')).status).toBe(200);
    expect((await call('GET', `/cases/${id}/outcome`, 'Wu')).status).toBe(403);
  });

  it('is asked for once at a time, by one who is not the second reader, and is taken back only by who asked', async () => {
    const { id } = await readCase();
    expect(await ask(id, { reader: 'Li' })).toMatchObject({
      status: 422,
      body: { code: 'second-reader-same' },
    });
    await ask(id, { reader: 'Chen' });
    expect(await ask(id, { reader: 'Wu' })).toMatchObject({
      status: 409,
      body: { code: 'second-reading-open' },
    });
    const old = await call('POST', `/cases/${id}/second-reading`, 'Li', { ranked: [] }, 1);
    expect(old).toMatchObject({ status: 409, body: { code: 'version-conflict' } });
    expect(await call('DELETE', `/cases/${id}/second-reading`, 'Chen')).toMatchObject({
      status: 403,
      body: { code: 'second-reading-not-yours' },
    });
    const name = (await asked(id))?.name ?? '';
    expect((await call('DELETE', `/cases/${id}/second-reading`, 'Li')).status).toBe(200);
    expect(await asked(id)).toMatchObject({ state: 'withdrawn', comparison: null });
    expect(await shown(id)).toBe('proven');
    expect((await call('GET', `/cases/${id}/outcome`, 'Chen')).status).toBe(200);
    const late = await call(
      'PUT',
      `/reader-studies/${name}/rounds/second-reading/cases/${id}`,
      'Chen',
      reading({}),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'second-reading-withdrawn' } });
    expect(await call('DELETE', `/cases/${id}/second-reading`, 'Li')).toMatchObject({ status: 404 });
    // Asked anew, it is another one.
    expect((await ask(id, { reader: 'Wu' })).status).toBe(201);
    expect((await asked(id))?.name).not.toBe(name);
  });
});
