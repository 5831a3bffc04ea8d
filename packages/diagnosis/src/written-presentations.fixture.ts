import type { CaseFacts } from '@calx/knowledge';

export interface Presentation {
  readonly line: string;
  readonly expected: 'quiet' | 'leads' | 'near';
  readonly pack: string;
  readonly diagnosis: string;
  readonly facts: CaseFacts;
}

/** What brings a patient into the pack and is not repeated on each line. */
export const PRESENTING: Readonly<Record<string, CaseFacts['findings']>> = {
  periarticular: { mineralised: 'yes' },
  retroperitoneal: { compartment: 'retroperitoneal' },
};

const LINE = /^(quiet|leads|near) +(\w+) ([FM]) ([\d.]+)(?: (\d+)mm)?: (.+)$/;

/** The presentations in the text of a file; the head of `textbook-presentations.txt` says how a line is read. */
export function readPresentations(text: string): Presentation[] {
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
