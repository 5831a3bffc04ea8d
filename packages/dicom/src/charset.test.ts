import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from './charset.ts';
import { parseInstance } from './index.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.split(' ').map((byte) => parseInt(byte, 16)));

describe('decodeText', () => {
  // PS3.5 annexes H, I, J and K print these names with their bytes.
  it.each([
    ['GB18030', ['GB18030'], 'CD F5 5E D0 A1 B6 AB', '王^小东'],
    ['GBK', ['GBK'], 'CD F5 5E D0 A1 B6 AB', '王^小东'],
    ['UTF-8', ['ISO_IR 192'], 'E7 8E 8B 5E E5 B0 8F E4 B8 9C', '王^小东'],
    ['GB 2312 by escape', ['', 'ISO 2022 IR 58'], '1B 24 29 41 CD F5 5E 1B 24 29 41 D0 A1 B6 AB', '王^小东'],
    ['Korean by escape', ['', 'ISO 2022 IR 149'], '1B 24 29 43 B1 E8 5E 1B 24 29 43 C8 F1 C1 DF', '김^희중'],
    [
      'Japanese by escape',
      ['', 'ISO 2022 IR 87'],
      '1B 24 42 3B 33 45 44 1B 28 42 5E 1B 24 42 42 40 4F 3A 1B 28 42',
      '山田^太郎',
    ],
    ['Katakana', ['ISO_IR 13'], 'D4 CF C0 DE 5E C0 DB B3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
    ['Latin 1', ['ISO_IR 100'], '42 75 63 5E 4A E9 72 F4 6D 65', 'Buc^Jérôme'],
    ['misspelt Latin 1', ['ISO-IR-100'], '4A E9', 'Jé'],
    ['undeclared UTF-8', [], 'E7 8E 8B', '王'],
    ['undeclared Latin 1', [], '4A E9', 'Jé'],
    ['a back slash byte inside a character', ['GB18030'], '81 5C 5C 41', '乗\\A'],
  ])('%s', (_, terms, hex, text) => {
    expect(decodeText(bytes(hex), terms, true)).toBe(text);
  });

  it('ends on any bytes', () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256);
    for (const terms of [[], ['GB18030'], ['', 'ISO 2022 IR 87'], ['ISO 2022 IR 149'], ['nonsense']]) {
      expect(typeof decodeText(noise, terms, true)).toBe('string');
    }
  });
});

describe.skipIf(!hasShared)(`names of the shared files ${NEEDS_SHARED}`, () => {
  const expected = (
    hasShared ? JSON.parse(readFileSync(join(SHARED_DICOM, 'expected.json'), 'utf8')) : {}
  ) as Readonly<Record<string, { readonly patient_name?: string }>>;
  const named = Object.entries(expected).filter(([, { patient_name }]) => patient_name !== undefined);

  // The reference reader left the escape sequences of ISO 2022 IR 58 in the name.
  const known: Readonly<Record<string, string>> = {
    'charsets/fo-dicom_chrGB2312.dcm': 'Zhang^XiaoDong=张^小东',
  };
  const truncated = 'pydicom/test_files/MR_truncated.dcm';
  const nameOf = (file: string): string =>
    parseInstance(readFileSync(join(SHARED_DICOM, file)), file).patient.name;

  it.each(named.filter(([file]) => file.startsWith('charsets/')))('%s', (file, { patient_name }) => {
    expect(nameOf(file)).toBe(known[file] ?? patient_name);
  });

  it('agree in all other files', () => {
    const others = named.filter(([file]) => !(file in known) && file !== truncated);
    const wrong = others.filter(([file, { patient_name }]) => nameOf(file) !== patient_name?.trim());
    expect(wrong.map(([file]) => file)).toEqual([]);
  });
});
