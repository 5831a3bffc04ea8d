import { readFileSync } from 'node:fs';
import { loadRelease, type CaseFacts } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { diagnose } from './differential.ts';

const release = loadRelease();

interface Presentation {
  readonly line: string;
  readonly expected: 'quiet' | 'leads' | 'near';
  readonly pack: string;
  readonly diagnosis: string;
  readonly facts: CaseFacts;
}

/** What brings a patient into the pack and is not repeated on each line. */
const PRESENTING: Readonly<Record<string, CaseFacts['findings']>> = {
  periarticular: { mineralised: 'yes' },
  retroperitoneal: { compartment: 'retroperitoneal' },
};

const LINE = /^(quiet|leads|near) +(\w+) ([FM]) ([\d.]+)(?: (\d+)mm)?: (.+)$/;

/** The presentations of `textbook-presentations.txt`; its head says how a line is read. */
function readPresentations(): Presentation[] {
  const text = readFileSync(new URL('./textbook-presentations.txt', import.meta.url), 'utf8');
  let pack = '';
  return text.split('\n').flatMap((line) => {
    pack = /^\[(\w+)\]$/.exec(line)?.[1] ?? pack;
    const [, expected, diagnosis, sex, age, mm, list] = LINE.exec(line) ?? [];
    if (!expected || !diagnosis || !list) return [];
    const findings = Object.fromEntries(
      list.split(' ').map((entry): [string, string | number | string[]] => {
        const [variable = '', value = ''] = entry.split('=');
        if (value.includes('+')) return [variable, value.split('+')];
        return [variable, Number.isNaN(Number(value)) ? value : Number(value)];
      }),
    );
    const facts: CaseFacts = {
      age: Number(age),
      sex: sex as 'F' | 'M',
      ...(mm && { measurements: { max_mm: Number(mm) } }),
      findings: { ...PRESENTING[pack], ...findings },
    };
    return [{ line, expected: expected as Presentation['expected'], pack, diagnosis, facts }];
  });
}

const presentations = readPresentations();

describe('what textbooks describe', () => {
  it.each(presentations.map((entry) => [entry.line, entry] as const))('%s', (_, presentation) => {
    const { expected, pack, diagnosis, facts } = presentation;
    const { differential, alarms } = diagnose(facts, release, { pack });
    const order = differential.map((entry) => entry.diagnosis);
    const raised = alarms.some(({ code }) => code === 'malignancy_not_excluded');
    if (expected === 'near') expect(order.slice(0, 3)).toContain(diagnosis);
    else expect(order[0]).toBe(diagnosis);
    if (expected === 'quiet') expect(raised).toBe(false);
    if (release.diseases[diagnosis]?.danger === 'malignant') expect(raised).toBe(true);
  });

  it.each(Object.keys(PRESENTING))('is written down for every diagnosis of the pack: %s', (pack) => {
    const written = presentations.filter((entry) => entry.pack === pack).map(({ diagnosis }) => diagnosis);
    expect(new Set(written)).toEqual(new Set(release.packs[pack]?.diagnoses));
  });

  it('has its lines all read', () => {
    const text = readFileSync(new URL('./textbook-presentations.txt', import.meta.url), 'utf8');
    expect(text.split('\n').filter((line) => /^(quiet|leads|near) /.test(line))).toHaveLength(
      presentations.length,
    );
  });
});
