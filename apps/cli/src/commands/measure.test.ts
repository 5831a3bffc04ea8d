import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../main.ts';

interface Lesion {
  readonly modality: string;
  readonly rule: string;
  readonly mineral: unknown;
  readonly signal?: readonly { readonly role: string; readonly class: string }[];
  readonly maxDiameter: unknown;
  readonly proposals: readonly { readonly variable: string; readonly because: string }[];
}

interface Answer {
  readonly lesions: readonly Lesion[];
  readonly refusals: readonly { readonly where: string; readonly code: string; readonly why: string }[];
}

/** Runs a command line and returns its status and what it printed. */
async function calx(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      seen[stream === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { status: await run(args), ...seen };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function answer(...args: string[]): Promise<Answer> {
  const { status, out } = await calx(...args, '--json', '--lang', 'en');
  expect(status).toBe(0);
  return JSON.parse(out) as Answer;
}

const sample = fileURLToPath(new URL('../../../../samples/sts-045', import.meta.url));

describe.skipIf(!existsSync(sample))(
  'CT and MR of the sample (skipped where samples are not installed)',
  { timeout: 120_000 },
  () => {
    it('calx measure on its T1: signal against muscle, size open where no edge is seen, calcium not assessable', async () => {
      const { lesions, refusals } = await answer('measure', `${sample}/MR_T1`, '--at', '70,10,880');
      expect(lesions).toHaveLength(1);
      expect(lesions[0]).toMatchObject({ modality: 'MR', mineral: null, maxDiameter: null });
      expect(lesions[0]?.signal).toMatchObject([{ role: 'mr-t1', class: 'equal' }]);
      expect(lesions[0]?.proposals[0]).toMatchObject({ variable: 't1' });
      expect(lesions[0]?.proposals[0]?.because).toContain('muscle region proposed');
      expect(refusals.find(({ where }) => where === 'mineralised')?.why).toContain('not assessable on T1');
    });

    it('without a click on MR nothing is proposed, and the reason is said', async () => {
      const { lesions, refusals } = await answer('measure', `${sample}/MR_T1`);
      expect(lesions).toEqual([]);
      expect(refusals[0]).toMatchObject({ code: 'mr.noPoint' });
    });

    it('calx read measures the CT and carries its lesion to the T1', async () => {
      const { lesions, refusals } = await answer('read', sample);
      expect(lesions.map(({ modality }) => modality)).toEqual(expect.arrayContaining(['CT', 'MR']));
      const mr = lesions.find(({ modality }) => modality === 'MR');
      expect(mr?.rule).toContain('carried over');
      expect(mr?.maxDiameter).toBeNull();
      expect(refusals.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['mr.noCalciumT1', 'mr.missingT2', 'mr.missingContrast']),
      );
    });

    it('exits 2 where the click is not three numbers', async () => {
      expect((await calx('measure', `${sample}/MR_T1`, '--at', '70,10')).status).toBe(2);
    });
  },
);
