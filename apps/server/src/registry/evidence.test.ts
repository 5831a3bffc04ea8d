import { diagnose, type LocalCount } from '@calx/diagnosis';
import { signBundle, type SignedBundle } from '@calx/registry';
import { loadRelease } from '@calx/knowledge';
import { beforeAll, expect, it } from 'vitest';
import { openRegistry } from './registry.ts';
import { send } from '../testing/client.ts';
import { inBothRoles } from '../testing/roles.ts';

interface Counts {
  local: { cases: number; counts: LocalCount[] };
  shared: { sources: string[]; counts: LocalCount[] };
  counts: LocalCount[];
}

inBothRoles('evidence', (stage) => {
  let [a, b] = ['', ''];
  beforeAll(async () => {
    a = `${(await stage.start('a')).url}/api`;
    b = `${(await stage.start('b')).url}/api`;
  }, 240_000);

  const importKnees = async (url: string, count: number) => {
    const line = JSON.stringify({
      age: 40,
      sex: 'F',
      findings: { site: 'knee' },
      diagnosis: 'tumoral_calcinosis',
      confirmed_by: 'pathology',
    });
    const body = Array.from({ length: count }, () => line).join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    expect((await fetch(`${url}/registry/cases`, { method: 'POST', headers, body })).status).toBe(200);
  };
  const share = async (url: string, id: string, overlaps: string[] = []): Promise<SignedBundle> => {
    const source = { id, name: `Hospital ${id}`, population: 'synthetic', overlaps };
    expect((await send(`${url}/evidence/source`, 'PUT', source)).status).toBe(200);
    const rules = { include: [{ reason: 'proven', about: 'provenBy', is: ['pathology'] }] };
    await send(`${url}/cohorts/all`, 'PUT', { rules }, { 'if-match': '"0"' });
    const frozen = (await send(`${url}/cohorts/all/freeze`, 'POST', {})).body as { sha256: string };
    const answer = await send(`${url}/evidence/export`, 'POST', { frozen: frozen.sha256 });
    expect(answer.status).toBe(201);
    return answer.body as SignedBundle;
  };
  const knees = ({ counts }: { counts: LocalCount[] }) =>
    counts.find(({ variable, value }) => variable === 'site' && value === 'knee');

  it('says who shares before anything is shared', async () => {
    const frozen = { frozen: '0'.repeat(64) };
    expect(await send(`${a}/evidence/export`, 'POST', frozen)).toMatchObject({
      status: 409,
      body: { code: 'source-unnamed' },
    });
  });

  it('shares in a chain of versions, the same content once, and never one new patient', async () => {
    await importKnees(a, 12);
    const first = await share(a, 'a');
    expect(first.bundle).toMatchObject({ version: 1, previous: null });
    expect(await share(a, 'a')).toEqual(first);
    await importKnees(a, 1);
    expect((await share(a, 'a')).bundle.version).toBe(1);
    await importKnees(a, 8);
    const second = await share(a, 'a');
    expect(second.bundle.version).toBe(2);
    expect(knees({ counts: second.bundle.figures })).toMatchObject({ k: 21, n: 21 });
    expect(await send(`${a}/evidence/exports/1`)).toMatchObject({ body: first });
    const other = { id: 'a-anew', name: 'A', population: 'synthetic' };
    expect((await send(`${a}/evidence/source`, 'PUT', other)).body).toMatchObject({ code: 'source-fixed' });
  });

  it('refuses an unknown signer, shows what would change, and takes it in once however often', async () => {
    const bundle = (await send(`${a}/evidence/exports/2`)).body as SignedBundle;
    const { publicKey } = bundle.signature;
    const check = (await send(`${b}/evidence/check`, 'POST', bundle)).body;
    expect(check).toMatchObject({ chain: 'first', version: 2, signer: { publicKey, trusted: false } });
    expect(check).toMatchObject({
      changes: expect.arrayContaining([
        expect.objectContaining({ variable: 'site', value: 'knee', before: null, after: { k: 21, n: 21 } }),
      ]) as unknown,
    });
    expect(await send(`${b}/evidence/import`, 'POST', bundle)).toMatchObject({
      status: 403,
      body: { code: 'signer-unknown', params: { publicKey } },
    });
    await send(`${b}/evidence/signers/${publicKey}`, 'PUT', { name: 'Hospital a' });
    expect((await send(`${b}/evidence/import`, 'POST', bundle)).body).toMatchObject({ stored: true });
    expect((await send(`${b}/evidence/import`, 'POST', bundle)).body).toMatchObject({
      stored: false,
      chain: 'same',
    });
    const older = (await send(`${a}/evidence/exports/1`)).body;
    expect((await send(`${b}/evidence/import`, 'POST', older)).body).toMatchObject({
      stored: false,
      chain: 'older',
    });
    expect(knees((await send(`${b}/evidence/counts`)).body as Counts)).toMatchObject({ k: 21, n: 21 });
    const changed = { ...bundle, bundle: { ...bundle.bundle, figures: [] } };
    expect((await send(`${b}/evidence/import`, 'POST', changed)).body).toMatchObject({
      code: 'badSignature',
    });
  });

  it('refuses two histories under one signature', async () => {
    const secret = new Uint8Array(32).fill(7);
    const { bundle } = (await send(`${a}/evidence/exports/2`)).body as SignedBundle;
    const source = { ...bundle.source, id: 'c' };
    const one = signBundle({ ...bundle, source, version: 1, previous: null }, secret);
    const other = signBundle({ ...bundle, source, version: 2, previous: 'f'.repeat(64) }, secret);
    await send(`${b}/evidence/signers/${one.signature.publicKey}`, 'PUT', { name: 'C' });
    expect((await send(`${b}/evidence/import`, 'POST', one)).body).toMatchObject({ stored: true });
    expect(await send(`${b}/evidence/import`, 'POST', other)).toMatchObject({
      status: 409,
      body: { code: 'bundle-forked' },
    });
    await send(`${b}/evidence/signers/${one.signature.publicKey}`, 'DELETE');
    expect(((await send(`${b}/evidence/counts`)).body as Counts).shared.sources).toEqual(['a']);
  });

  it('counts local cases beside the literature, but never the case that is read', async () => {
    await importKnees(b, 6);
    const { cases } = (await send(`${b}/cases?limit=1`)).body as { cases: { id: string }[] };
    const read = (await send(`${b}/evidence/counts?except=${cases[0]?.id}`)).body as Counts;
    const all = (await send(`${b}/evidence/counts`)).body as Counts;
    expect([all.local.cases, read.local.cases]).toEqual([6, 5]);
    expect(knees(all.local)).toMatchObject({ k: 6, n: 6 });
    expect(knees(all)).toMatchObject({ k: 27, n: 27 });
    expect(knees(read)).toMatchObject({ k: 26, n: 26 });
    const shareOf = (localCounts: LocalCount[]) =>
      diagnose({ findings: { site: 'knee' } }, loadRelease(), { localCounts }).differential.find(
        ({ diagnosis }) => diagnosis === 'tumoral_calcinosis',
      )?.probability ?? 0;
    expect(shareOf(all.counts)).toBeGreaterThan(shareOf([]));
  });

  it('does not count twice whom two hospitals share', async () => {
    const source = { id: 'b', name: 'B', population: 'synthetic', overlaps: ['a'] };
    await send(`${b}/evidence/source`, 'PUT', source);
    const bundle = (await send(`${a}/evidence/exports/2`)).body;
    expect((await send(`${b}/evidence/check`, 'POST', bundle)).body).toMatchObject({ overlaps: ['b'] });
    expect(knees((await send(`${b}/evidence/counts`)).body as Counts)).toMatchObject({ k: 21, n: 21 });
  });

  it('is open to the command line while a server serves it', async () => {
    const registry = await openRegistry(await stage.place('a'), 'command line');
    try {
      expect((await registry.cohort('all')).cases).toHaveLength(21);
      expect(await registry.source()).toMatchObject({ id: 'a' });
    } finally {
      await registry.close();
    }
  });
});
