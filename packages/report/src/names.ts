const prime = 309485009821345068724781371n;
const basis = 144066263297769815596495629667062367629n;
const mask = (1n << 128n) - 1n;

/** A UUID of version 8 (RFC 9562, 5.8) from the parts' FNV-1a hash of 128 bits: the same object has the same name. */
function uuidBits(parts: readonly string[]): bigint {
  let hash = basis;
  for (const byte of new TextEncoder().encode(parts.join('\u0000'))) {
    hash = ((hash ^ BigInt(byte)) * prime) & mask;
  }
  const version = (hash & ~(0xfn << 76n)) | (8n << 76n);
  return (version & ~(0x3n << 62n)) | (0x2n << 62n);
}

/** A DICOM UID under 2.25 (PS3.5 B.2) that follows from its parts. */
export const uidFrom = (...parts: readonly string[]): string => `2.25.${uuidBits(parts)}`;

/** A UUID that follows from its parts. */
export function uuidFrom(...parts: readonly string[]): string {
  const hex = uuidBits(parts).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
