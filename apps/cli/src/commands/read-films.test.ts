import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePhantom, type PhantomTruth } from '@calx/phantom';
import { calx } from '../calx.fixture.ts';

let folder = '';
let truth: PhantomTruth;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calx-read-films-'));
  const phantom = makePhantom('shoulder-calcific-tendinitis');
  truth = phantom.truth;
  for (const { name, bytes } of phantom.files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Answer {
  readonly study: { readonly series: readonly { readonly uid: string; readonly role: string }[] };
  readonly lesions: readonly {
    readonly modality: string;
    readonly series: string;
    readonly rule: string;
  }[];
  readonly refusals: readonly { readonly where: string; readonly why: string }[];
  readonly protocol: {
    readonly items: readonly { readonly id: string; readonly series: readonly string[] }[];
    readonly lacks: readonly string[];
  };
  readonly report: {
    readonly sections: readonly {
      readonly id: string;
      readonly sentences: readonly { readonly text: string }[];
    }[];
  };
}

const answerOf = (out: string): Answer => JSON.parse(out) as Answer;
const filmOf = ({ study }: Answer): string =>
  study.series.find(({ role }) => role.startsWith('radiograph'))?.uid ?? '';
const measurementsOf = ({ report }: Answer): string =>
  report.sections
    .filter(({ id }) => id === 'measurements')
    .flatMap(({ sentences }) => sentences.map(({ text }) => text))
    .join(' ');

describe('calx read of a CT with a film beside it', { timeout: 120_000 }, () => {
  it('says of the film that it takes a click of its own, and how to give it', async () => {
    const { status, out, err } = await calx('read', folder, '--json', '--lang', 'en');
    expect(status).toBe(0);
    expect(err).toContain(`--film ${filmOf(answerOf(out))}:COLUMN,ROW`);
    const answer = answerOf(out);
    expect(answer.lesions.map(({ modality }) => modality)).toContain('CT');
    expect(answer.refusals.find(({ where }) => where === filmOf(answer))?.why).toMatch(
      /click on the mass, or outline it/,
    );
    expect(measurementsOf(answer)).toMatch(/On a radiograph no lesion is proposed/);
  });

  it.each([
    [
      'en',
      ['Lateral radiograph of the limb', 'MRI'],
      'this study lacks: Lateral radiograph of the limb and MRI.',
    ],
    ['zh', ['肢体侧位平片', 'MRI'], '本次检查缺少：肢体侧位平片'],
  ])('says what the study lacks of the usual protocol (%s)', async (lang, lacks, sentence) => {
    const answer = answerOf((await calx('read', folder, '--json', '--lang', lang)).out);
    expect(answer.protocol.lacks).toEqual(lacks);
    expect(answer.protocol.items.find(({ id }) => id === 'limb-frontal')?.series).toEqual([filmOf(answer)]);
    expect(JSON.stringify(answer.report)).toContain(sentence);
  });

  it('measures the film at its own click and in its own outline, beside the CT', async () => {
    const film = filmOf(answerOf((await calx('read', folder, '--json')).out));
    const [x, y] = truth.lesions[0]?.onRadiograph ?? [0, 0];
    const outline = [x - 60, y - 60, x + 60, y - 60, x + 60, y + 60, x - 60, y + 60].join(',');
    const { status, out } = await calx(
      ...['read', folder, '--film', `${film}:${x},${y}`, '--film', `${film}:${outline}`],
      ...['--json', '--lang', 'zh'],
    );
    expect(status).toBe(0);
    const answer = answerOf(out);
    const films = answer.lesions.filter(({ modality }) => modality === 'radiograph');
    expect(films.map(({ series }) => series)).toEqual([film, film]);
    expect(new Set(films.map(({ rule }) => rule)).size).toBe(2);
    expect(answer.lesions.map(({ modality }) => modality)).toContain('CT');
    expect(answer.refusals.filter(({ where }) => where === film)).toEqual([]);
    expect(measurementsOf(answer)).toMatch(/正位片/);
  });

  it.each([
    ['no colon', '812,640', 2, /--film needs a UID and the column and row/],
    ['one number', '1.2.3:812', 2, /--film needs a UID and the column and row/],
    ['two corners', '1.2.3:1,2,3,4', 2, /at least three corners/],
    ['no such film', '1.2.3:812,640', 3, /has no radiograph 1\.2\.3: choose one of \d/],
  ])('says in one sentence what is wrong with --film: %s', async (_, given, expected, sentence) => {
    const { status, out, err } = await calx('read', folder, '--film', given, '--lang', 'en');
    expect([status, out]).toEqual([expected, '']);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(sentence);
  });
});
