import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DicomError } from './index.ts';
import { MESSAGES } from './messages.ts';
import { DEFAULT_PROTOCOL } from './role-rules.ts';

interface Catalog {
  readonly error: Readonly<Record<string, string>>;
  readonly protocol: Readonly<Record<string, string>>;
}

const catalog = (lang: string): Catalog =>
  parse(
    readFileSync(
      fileURLToPath(new URL(`../../../knowledge/text/${lang}/dicom.yaml`, import.meta.url)),
      'utf8',
    ),
  ) as Catalog;
const places = (text: string): readonly string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();

describe('messages', () => {
  const [en, zh] = [catalog('en'), catalog('zh')];

  it('are the English catalog', () => {
    expect(en.error).toEqual(MESSAGES);
  });

  it('have a Chinese text with the same places for values', () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [code, text] of Object.entries(MESSAGES)) {
      expect(places(zh.error[code] ?? ''), code).toEqual(places(text));
    }
  });

  it('name each line of the protocol', () => {
    for (const { id } of DEFAULT_PROTOCOL.items) expect(zh.protocol[id], id).toBeTruthy();
  });

  it('are one sentence with the values filled in', () => {
    const error = new DicomError('truncated', { name: 'a.dcm', bytes: 12 });
    expect(error.message).toBe(
      'a.dcm is cut short (it ends after 12 bytes); copy or send the file again from its source.',
    );
  });
});
