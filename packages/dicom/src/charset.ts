/**
 * Text of a data element to a string: single-byte repertoires, ISO 2022 with code extensions, and the
 * multi-byte sets without them (PS3.3 C.12.1.1.2, PS3.5 6.1).
 */

interface CodeElement {
  /** Label of the Encoding standard; the bytes are given to it with the high bit set. */
  readonly encoding: string;
  readonly bytesPerCharacter: 1 | 2;
  /** Byte put before each pair: 0x8F selects JIS X 0212 in EUC-JP. */
  readonly prefix?: number;
}

const single = (encoding: string): CodeElement => ({ encoding, bytesPerCharacter: 1 });
const ASCII = single('windows-1252');
const KATAKANA = single('shift_jis');
const JIS_X_0208: CodeElement = { encoding: 'euc-jp', bytesPerCharacter: 2 };
const JIS_X_0212: CodeElement = { encoding: 'euc-jp', bytesPerCharacter: 2, prefix: 0x8f };
const KS_X_1001: CodeElement = { encoding: 'euc-kr', bytesPerCharacter: 2 };
const GB_2312: CodeElement = { encoding: 'gbk', bytesPerCharacter: 2 };

/** Number of the ISO registration to the right half (G1) that the first value of Specific Character Set selects. */
const RIGHT_HALF: Readonly<Record<string, CodeElement>> = {
  '13': KATAKANA,
  '58': GB_2312,
  '100': ASCII,
  '101': single('iso-8859-2'),
  '109': single('iso-8859-3'),
  '110': single('iso-8859-4'),
  '126': single('iso-8859-7'),
  '127': single('iso-8859-6'),
  '138': single('iso-8859-8'),
  '144': single('iso-8859-5'),
  '148': single('windows-1254'),
  '149': KS_X_1001,
  '166': single('windows-874'),
  '203': single('iso-8859-15'),
};

/** Character sets without code extensions: one decoder for the whole value. */
const WHOLE: Readonly<Record<string, string>> = { '192': 'utf-8', GB18030: 'gb18030', GBK: 'gbk' };

/** Escape sequence (after ESC, as text) to the code element it designates; PS3.3 table C.12-3 and C.12-4. */
const ESCAPES: Readonly<Record<string, { half: 'g0' | 'g1'; set: CodeElement }>> = {
  '(B': { half: 'g0', set: ASCII },
  '(J': { half: 'g0', set: ASCII },
  ')I': { half: 'g1', set: KATAKANA },
  '-A': { half: 'g1', set: ASCII },
  '-B': { half: 'g1', set: single('iso-8859-2') },
  '-C': { half: 'g1', set: single('iso-8859-3') },
  '-D': { half: 'g1', set: single('iso-8859-4') },
  '-F': { half: 'g1', set: single('iso-8859-7') },
  '-G': { half: 'g1', set: single('iso-8859-6') },
  '-H': { half: 'g1', set: single('iso-8859-8') },
  '-L': { half: 'g1', set: single('iso-8859-5') },
  '-M': { half: 'g1', set: single('windows-1254') },
  '-T': { half: 'g1', set: single('windows-874') },
  '-b': { half: 'g1', set: single('iso-8859-15') },
  $B: { half: 'g0', set: JIS_X_0208 },
  '$(D': { half: 'g0', set: JIS_X_0212 },
  '$)C': { half: 'g1', set: KS_X_1001 },
  '$)A': { half: 'g1', set: GB_2312 },
};

const ESC = 0x1b;
const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoder(encoding: string): InstanceType<typeof TextDecoder> {
  let found = decoders.get(encoding);
  if (!found) {
    found = new TextDecoder(encoding, { ignoreBOM: true });
    decoders.set(encoding, found);
  }
  return found;
}

/** `ISO_IR 100`, `ISO 2022 IR 100` and common misspellings to `100`. */
function registration(term: string): string {
  const plain = term.trim().toUpperCase();
  return /^ISO[ _-]?(?:2022[ _-])?IR[ _-]?(\d+)$/.exec(plain)?.[1] ?? plain;
}

/** Does the value end the effect of an escape sequence (PS3.5 6.1.2.5.3)? */
function resets(byte: number, personName: boolean): boolean {
  if (byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x09 || byte === 0x5c) return true;
  return personName && (byte === 0x5e || byte === 0x3d);
}

function escapeAt(bytes: Uint8Array, at: number): { key: string; length: number } | undefined {
  for (const length of [3, 2]) {
    const key = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length));
    if (key in ESCAPES && key.length === length) return { key, length: length + 1 };
  }
  return undefined;
}

function decodeRun(set: CodeElement, run: readonly number[]): string {
  if (set.bytesPerCharacter === 1 || set.prefix === undefined) {
    return decoder(set.encoding).decode(Uint8Array.from(run));
  }
  const prefixed: number[] = [];
  for (let i = 0; i < run.length; i += 2) {
    prefixed.push(set.prefix, run[i] ?? 0, run[i + 1] ?? 0);
  }
  return decoder(set.encoding).decode(Uint8Array.from(prefixed));
}

function decodeExtended(bytes: Uint8Array, first: CodeElement, personName: boolean): string {
  let g0 = ASCII;
  let g1 = first;
  let text = '';
  let run: number[] = [];
  let runSet = ASCII;
  const flush = (): void => {
    if (run.length > 0) text += decodeRun(runSet, run);
    run = [];
  };
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0;
    const escape = byte === ESC ? escapeAt(bytes, i) : undefined;
    const designated = escape && ESCAPES[escape.key];
    if (escape && designated) {
      flush();
      if (designated.half === 'g0') g0 = designated.set;
      else g1 = designated.set;
      i += escape.length;
      continue;
    }
    const set = byte < 0x80 ? g0 : g1;
    const pair = set.bytesPerCharacter === 2 && i + 1 < bytes.length && byte > 0x20;
    const used = pair || byte >= 0x80 ? set : ASCII;
    if (used !== runSet) flush();
    runSet = used;
    if (pair) {
      run.push(byte | 0x80, (bytes[i + 1] ?? 0) | 0x80);
      i += 2;
      continue;
    }
    run.push(byte);
    i += 1;
    if (resets(byte, personName)) {
      flush();
      g0 = ASCII;
      g1 = first;
    }
  }
  flush();
  return text;
}

/** Undeclared text: valid UTF-8 is taken as such, anything else as Latin-1. */
function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decoder('windows-1252').decode(bytes);
  }
}

/**
 * Decode the bytes of one element.
 * @param terms values of Specific Character Set (0008,0005), empty for the default repertoire.
 * @param personName PN elements reset escapes at `^` and `=`.
 */
export function decodeText(bytes: Uint8Array, terms: readonly string[], personName = false): string {
  if (bytes.every((byte) => byte < 0x80 && byte !== ESC)) return decoder('windows-1252').decode(bytes);
  const numbers = terms.map(registration);
  const whole = numbers.map((number) => WHOLE[number]).find((encoding) => encoding !== undefined);
  if (whole) return decoder(whole).decode(bytes);
  const first = RIGHT_HALF[numbers[0] ?? ''];
  if (!first && !bytes.includes(ESC)) return decodeUndeclared(bytes);
  return decodeExtended(bytes, first ?? ASCII, personName);
}
