import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../canonical.ts';
import { RegistryError } from '../error.ts';
import { bundleSchema, type EvidenceBundle } from './bundle.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const signedSchema = z.strictObject({
  bundle: bundleSchema,
  signature: z.strictObject({
    algorithm: z.literal('Ed25519'),
    /** 32 bytes, hexadecimal. */
    publicKey: hex(32),
    /** 64 bytes, hexadecimal, over the canonical JSON of `bundle` in UTF-8. */
    value: hex(64),
  }),
});

/** A bundle with its Ed25519 signature (RFC 8032). */
export type SignedBundle = z.infer<typeof signedSchema>;

/** @param secretKey 32 random bytes, kept by the hospital */
export function signBundle(bundle: EvidenceBundle, secretKey: Uint8Array): SignedBundle {
  const message = utf8ToBytes(canonicalJson(bundle));
  return {
    bundle,
    signature: {
      algorithm: 'Ed25519',
      publicKey: publicKeyOf(secretKey),
      value: bytesToHex(ed25519.sign(message, secretKey)),
    },
  };
}

/** The key that others need to verify, hexadecimal. */
export function publicKeyOf(secretKey: Uint8Array): string {
  return bytesToHex(ed25519.getPublicKey(secretKey));
}

/**
 * Checks the form, the signature and that no cell is below the bundle's own limit. Whether its key is one to trust
 * is the caller's to decide.
 * @throws RegistryError `badBundle` (form), `badSignature`, `smallCell`.
 */
export function verifyBundle(document: unknown): SignedBundle {
  const checked = signedSchema.safeParse(document);
  if (!checked.success) {
    const where = checked.error.issues[0]?.path.join('.') || 'bundle';
    throw new RegistryError('badBundle', { where }, `This is not an evidence bundle: look at ${where}.`);
  }
  const { bundle, signature } = checked.data;
  if (!isSigned(bundle, signature)) {
    throw new RegistryError(
      'badSignature',
      { source: bundle.source.id },
      `The signature of ${bundle.source.id} does not fit its content: the bundle was changed.`,
    );
  }
  const limit = bundle.provenance.smallestCell;
  const small = bundle.figures.find(({ k, n }) => [k, n - k].some((cell) => cell > 0 && cell < limit));
  if (small) {
    throw new RegistryError(
      'smallCell',
      { variable: small.variable, limit },
      `The bundle has a count of ${small.variable} below its own limit of ${limit}.`,
    );
  }
  return checked.data;
}

function isSigned(bundle: EvidenceBundle, { publicKey, value }: SignedBundle['signature']): boolean {
  try {
    return ed25519.verify(hexToBytes(value), utf8ToBytes(canonicalJson(bundle)), hexToBytes(publicKey));
  } catch {
    // A public key that is no point of the curve.
    return false;
  }
}
