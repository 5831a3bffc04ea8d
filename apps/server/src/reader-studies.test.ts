import { beforeAll, expect, it } from 'vitest';
import { send } from './testing/client.ts';
import { inBothRoles } from './testing/roles.ts';

/** 2 x 1 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADklEQVR4nGP4z8DA8B8ABwAB/wn5F9AAAAAASUVORK5CYII=',
  'base64',
);

inBothRoles('a reader study', (stage) => {
  let url: string;
  let id: string;
  const study = '/reader-studies/hips';
  const call = (method: string, path: string, by: string, body?: unknown, version = 0) =>
    send(`${url}${path}`, method, body, { 'calx-reader': by, 'if-match': `"${version}"` });
  const reading = (value: string, diagnosis: string, suspicion: number) => ({
    withSupport: false,
    findings: { dialysis: { state: 'present', value, how: 'read', confirmed: true } },
    ranked: [diagnosis],
    suspicion,
  });

  beforeAll(async () => {
    url = `${(await stage.start('data')).url}/api`;
    id = ((await send(`${url}/cases`, 'POST', {})).body as { id: string }).id;
    const proof = { diagnosis: 'tumoral_calcinosis', provenBy: 'pathology' };
    await call('PUT', `/cases/${id}/outcome`, 'registrar', proof);
    const rounds = [{ id: 'alone', withSupport: false }];
    const made = await call('PUT', study, 'registrar', { cases: [id], readers: ['A', 'B'], rounds });
    expect(made).toMatchObject({ status: 200, body: { version: 1 } });
  }, 120_000);

  it('refuses a study of one reader and a reading by a stranger', async () => {
    const rounds = [{ id: 'alone', withSupport: false }];
    const lone = await call('PUT', '/reader-studies/lone', 'registrar', {
      cases: [id],
      readers: ['A'],
      rounds,
    });
    expect(lone).toMatchObject({ status: 422, body: { params: { where: 'readers' } } });
    const stranger = await call('PUT', `${study}/rounds/alone/cases/${id}`, 'C', reading('yes', 'gout', 1));
    expect(stranger).toMatchObject({ status: 403, body: { code: 'not-a-reader' } });
  });

  it('keeps readers from each other and from the proof until all is submitted, then says how they agree', async () => {
    const place = `${study}/rounds/alone/cases/${id}`;
    await call('PUT', `${place}?submit`, 'A', reading('no', 'tumoral_calcinosis', 1));
    expect(await call('GET', place, 'B')).toMatchObject({ body: { reading: null } });
    expect((await call('GET', `/cases/${id}/readings`, 'B')).body).toEqual({ readings: [] });
    expect(await call('GET', `/cases/${id}/outcome`, 'B')).toMatchObject({
      status: 403,
      body: { code: 'proof-hidden', params: { study: 'hips' } },
    });
    expect((await call('GET', `/cases/${id}/outcome`, 'A')).status).toBe(200);
    // Nor by the way of a cohort: asking for one diagnosis would tell it.
    const asked = {
      rules: { include: [{ reason: 'proven', about: 'diagnosis', is: ['tumoral_calcinosis'] }] },
    };
    const cohortOf = async (by: string) => (await call('POST', '/cohorts/preview', by, asked)).status;
    expect([await cohortOf('B'), await cohortOf('A')]).toEqual([403, 200]);
    expect(await call('GET', `${study}/progress`, 'B')).toMatchObject({
      body: { open: 1, readers: [{ reader: 'A', rounds: [{ submitted: 1, of: 1 }] }, { reader: 'B' }] },
    });
    for (const closed of ['agreement', 'discrepancies'])
      expect(await call('GET', `${study}/${closed}`, 'A')).toMatchObject({
        status: 409,
        body: { code: 'readings-open', params: { open: 1 } },
      });
    const early = await call(
      'PUT',
      `${study}/rounds/consensus/cases/${id}?submit`,
      'A',
      reading('no', 'gout', 1),
    );
    expect(early).toMatchObject({ status: 409, body: { code: 'readings-open' } });

    await call('PUT', `${place}?submit`, 'B', reading('yes', 'gout', 4));
    expect(await cohortOf('B')).toBe(200);
    expect(await call('GET', `${study}/agreement`, 'A')).toMatchObject({
      status: 200,
      body: {
        proven: 1,
        rounds: [
          {
            rows: [
              { about: 'diagnosis', percent: { k: 0, n: 1 } },
              { about: 'suspicion' },
              { about: 'dialysis', percent: { k: 0, n: 1 } },
            ],
            accuracy: [{ right: { k: 1, n: 1 } }, { right: { k: 0, n: 1 } }],
          },
        ],
      },
    });
    expect(await call('GET', `${study}/discrepancies`, 'B')).toMatchObject({
      body: {
        discrepancies: [
          { about: 'diagnosis' },
          {
            about: 'dialysis',
            said: [
              { reader: 'A', value: 'no' },
              { reader: 'B', value: 'yes' },
            ],
          },
        ],
        settled: [],
      },
    });
    const place2 = `${study}/rounds/consensus/cases/${id}`;
    await call('PUT', `${place2}?submit`, 'B', reading('no', 'tumoral_calcinosis', 1));
    expect(await call('GET', `${study}/discrepancies`, 'A')).toMatchObject({
      body: { settled: [{ by: 'B', submitted: true, document: { ranked: ['tumoral_calcinosis'] } }] },
    });
  });

  it('keeps specimen and slides, and whatever tells the proof, from a reader who has not read the case', async () => {
    const { id: other } = (await send(`${url}/cases`, 'POST', {})).body as { id: string };
    await call('PUT', `/cases/${other}/outcome`, 'registrar', { diagnosis: 'gout', provenBy: 'pathology' });
    const photos: Record<string, string> = {};
    for (const kind of ['specimen', 'slide', 'key-image']) {
      const form = new FormData();
      form.append('files', new Blob([PNG]), `${kind}.png`);
      const path = `${url}/cases/${other}/photographs?kind=${kind}`;
      const added = (await (await fetch(path, { method: 'POST', body: form })).json()) as {
        photographs: { id: string }[];
      };
      photos[kind] = added.photographs[0]?.id ?? '';
    }
    const rounds = [{ id: 'alone', withSupport: false }];
    const hidden = '/reader-studies/hidden';
    await call('PUT', hidden, 'registrar', { cases: [other], readers: ['C', 'D'], rounds });
    const kinds = async (reader: string) => {
      const { body } = await call('GET', `/cases/${other}/photographs`, reader);
      return (body as { photographs: { kind: string }[] }).photographs.map(({ kind }) => kind).sort();
    };
    const closed = ['/registry/cases', '/registry/phenopackets', `/cases/${other}/phenopacket`].concat(
      ['specimen', 'slide'].map((kind) => `/photographs/${photos[kind]}`),
    );
    // Not every answer is JSON: only the status is asked.
    const statuses = (reader: string, paths = closed) =>
      Promise.all(
        paths.map(async (path) => {
          const answer = await fetch(`${url}${path}`, { headers: { 'calx-reader': reader } });
          await answer.arrayBuffer();
          return answer.status;
        }),
      );
    expect(await kinds('C')).toEqual(['key-image']);
    expect(await kinds('registrar')).toEqual(['key-image', 'slide', 'specimen']);
    expect(await statuses('C')).toEqual([403, 403, 403, 403, 403]);
    expect(await statuses('C', [`/photographs/${photos['key-image']}`])).toEqual([200]);
    expect(await statuses('registrar')).toEqual([200, 200, 200, 200, 200]);
    await call('PUT', `${hidden}/rounds/alone/cases/${other}?submit`, 'C', reading('no', 'gout', 1));
    expect(await kinds('C')).toEqual(['key-image', 'slide', 'specimen']);
    expect(await statuses('C')).toEqual([200, 200, 200, 200, 200]);
  });

  it('lets nobody read a case again before the washout is over', async () => {
    const rounds = [
      { id: 'alone', withSupport: false },
      { id: 'supported', withSupport: true },
    ];
    const crossed = '/reader-studies/crossed';
    await call('PUT', crossed, 'registrar', {
      cases: [id],
      readers: ['E', 'F'],
      rounds,
      crossover: true,
      washoutDays: 28,
    });
    const place = (round: string) => `${crossed}/rounds/${round}/cases/${id}`;
    await call('PUT', `${place('alone')}?submit`, 'E', reading('no', 'gout', 1));
    expect(await call('PUT', place('supported'), 'E', reading('no', 'gout', 1))).toMatchObject({
      status: 409,
      body: { code: 'washout', params: { days: 28 } },
    });
    expect((await call('PUT', place('supported'), 'F', reading('no', 'gout', 1))).status).toBe(200);
    const { waits } = (await call('GET', `${crossed}/progress`, 'E')).body as {
      waits: { round: string; caseId: string; until: string }[];
    };
    expect(waits).toMatchObject([{ round: 'supported', caseId: id }]);
    const days = (Date.parse(waits[0]?.until ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(27.9);
    expect(days).toBeLessThanOrEqual(28);
    expect(await call('GET', `${crossed}/progress`, 'F')).toMatchObject({ body: { waits: [] } });
  });
});
