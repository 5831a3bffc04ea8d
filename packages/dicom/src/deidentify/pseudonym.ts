import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { judgements } from './data.ts';

/** Hexadecimal digits of a pseudonym: 48 bits, so that a million patients hardly ever share one. */
const PSEUDONYM_DIGITS = 12;
/** Bytes of a UUID-derived UID, PS3.5 B.2. */
const UID_BYTES = 16;
const MILLISECONDS_A_DAY = 86_400_000;

/** Pseudonyms, identifiers and dates derived from a secret: equal in, equal out; without the secret no way back. */
export class Pseudonyms {
  private readonly secret: Uint8Array;

  constructor(secret: string) {
    this.secret = utf8ToBytes(secret);
  }

  private digest(kind: string, value: string): Uint8Array {
    return hmac(sha256, this.secret, utf8ToBytes(`${kind}\0${value}`));
  }

  /** For PatientID and PatientName. */
  patient(identity: string): string {
    return `CALX-${bytesToHex(this.digest('patient', identity)).slice(0, PSEUDONYM_DIGITS).toUpperCase()}`;
  }

  /** A UID of the root 2.25 (PS3.5 B.2) in place of another. */
  uid(uid: string): string {
    const bytes = this.digest('uid', uid).slice(0, UID_BYTES);
    // Version 8, variant 1 (RFC 9562): a UUID of one's own making.
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return `2.25.${BigInt(`0x${bytesToHex(bytes)}`).toString()}`;
  }

  /** `YYYYMMDD...` moved back by the days of this patient; undefined where it is no date. */
  date(value: string, identity: string): string | undefined {
    const match = /^(\d{4})\.?(\d{2})\.?(\d{2})(.*)$/.exec(value.trim());
    if (!match) return undefined;
    const [head = 0, next = 0] = this.digest('days', identity);
    const days = 1 + ((head * 256 + next) % judgements.longest_shift_days.value);
    const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    const moved = new Date(time - days * MILLISECONDS_A_DAY).toISOString().slice(0, 10).replaceAll('-', '');
    return moved + (match[4] ?? '');
  }
}
