import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePhantom } from '@calx/phantom';
import { calx } from '../calx.fixture.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calx-read-films-'));
  for (const { name, bytes } of makePhantom('shoulder-calcific-tendinitis').files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it(
  'calx read measures the CT and says of the film beside it why it was not measured',
  { timeout: 120_000 },
  async () => {
    const { status, out } = await calx('read', folder, '--json', '--lang', 'en');
    expect(status).toBe(0);
    const answer = JSON.parse(out) as {
      study: { series: readonly { uid: string; role: string }[] };
      lesions: readonly { modality: string }[];
      refusals: readonly { where: string; why: string }[];
      report: { sections: readonly { id: string; sentences: readonly { text: string }[] }[] };
    };
    const film = answer.study.series.find(({ role }) => role.startsWith('radiograph'));
    expect(answer.lesions.map(({ modality }) => modality)).toContain('CT');
    expect(answer.refusals.find(({ where }) => where === film?.uid)?.why).toMatch(/click on the mass/);
    const measured = answer.report.sections.find(({ id }) => id === 'measurements');
    expect(measured?.sentences.map(({ text }) => text).join(' ')).toMatch(
      /On a radiograph no lesion is proposed/,
    );
  },
);
