import type pg from 'pg';
import { loadRelease } from '@calx/knowledge';
import {
  assertChain,
  chainStep,
  contentHash,
  exportEvidence,
  mergePools,
  previewMerge,
  publicKeyOf,
  signBundle,
  verifyBundle,
  type ChainStep,
  type EvidencePool,
  type MergePreview,
  type SignedBundle,
} from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { listRecords, readRecord, saveRecord } from '../store/records.ts';
import type { SourceDocument } from '../store/registry-documents.ts';
import { readFrozen } from './cohorts.ts';
import { signingKey } from './signing-key.ts';

const OWN = 'own';

/** Who this hospital is in what it shares; the key of its signature lies beside the store and in no export. */
export async function ownSource(db: Queryable): Promise<SourceDocument | null> {
  return (await readRecord<'evidence-source'>(db, 'evidence-source', OWN))?.document ?? null;
}

/**
 * Says who this hospital is. The id stays once anything was shared: a new id would begin a new chain, and the
 * difference of two chains could tell of a single patient.
 * @throws ServerError `source-fixed`.
 */
export async function nameSource(pool: pg.Pool, document: SourceDocument, by: string): Promise<void> {
  const held = await readRecord<'evidence-source'>(pool, 'evidence-source', OWN);
  const shared = (await listExports(pool)).length > 0;
  if (shared && held && held.document.id !== document.id) {
    throw new ServerError('source-fixed', { id: held.document.id }, 409);
  }
  await saveRecord(pool, { kind: 'evidence-source', key: OWN, version: held?.version ?? 0, document, by });
}

/** What was shared so far, the first version first. */
async function listExports(db: Queryable) {
  const records = await listRecords<'evidence-export'>(db, 'evidence-export');
  return records.sort((a, b) => a.document.bundle.version - b.document.bundle.version);
}

/** One bundle as it was shared. @throws ServerError `bundle-unknown`. */
export async function readExport(db: Queryable, version: number): Promise<SignedBundle> {
  const record = await readRecord<'evidence-export'>(db, 'evidence-export', String(version));
  if (!record) throw new ServerError('bundle-unknown', { version }, 404);
  return record.document;
}

/**
 * The counts of a frozen cohort as the next signed bundle of this hospital, kept as the record of what was shared.
 * The same cohort again, with nothing new to say, is given as it was shared.
 * @throws ServerError `source-unnamed`, `cohort-unknown`, `version-conflict` when another was shared meanwhile.
 */
export async function shareEvidence(
  pool: pg.Pool,
  folder: string,
  frozen: string,
  by: string,
): Promise<SignedBundle> {
  const own = await ownSource(pool);
  if (!own) throw new ServerError('source-unnamed', {}, 409);
  const { id, name, population, overlaps } = own;
  const { cohort } = await readFrozen(pool, frozen);
  const shared = (await listExports(pool)).map(({ document }) => document);
  const earlier = shared.map(({ bundle }) => bundle);
  const bundle = exportEvidence(cohort, loadRelease(), {
    source: { id, name, population },
    overlaps,
    earlier,
  });
  const last = shared.at(-1);
  if (last && sameContent(last.bundle, bundle)) return last;
  const signed = signBundle(bundle, await signingKey(folder));
  const key = String(bundle.version);
  const saved = await saveRecord(pool, {
    kind: 'evidence-export',
    key,
    version: 0,
    document: signed,
    by,
    lock: true,
  });
  if (!saved.saved) throw new ServerError('version-conflict', { version: bundle.version }, 409);
  return signed;
}

function sameContent(last: SignedBundle['bundle'], next: SignedBundle['bundle']): boolean {
  return (
    contentHash({ ...last, version: 0, previous: null }) ===
    contentHash({ ...next, version: 0, previous: null })
  );
}

/** The key that others verify with, hexadecimal. */
async function ownPublicKey(folder: string): Promise<string> {
  return publicKeyOf(await signingKey(folder));
}

/** The signers that a person of this hospital trusts, by public key. */
async function trustedSigners(db: Queryable) {
  const records = await listRecords<'evidence-signer'>(db, 'evidence-signer');
  return records.flatMap(({ key, document, by, updatedAt }) =>
    document.trusted ? [{ publicKey: key, name: document.name, by, at: updatedAt }] : [],
  );
}

/** Trusts a signer under a name, or takes the trust back; who did so and when stays on record. */
export async function setTrust(
  pool: pg.Pool,
  publicKey: string,
  document: { readonly name: string; readonly trusted: boolean },
  by: string,
): Promise<void> {
  const held = await readRecord(pool, 'evidence-signer', publicKey);
  await saveRecord(pool, {
    kind: 'evidence-signer',
    key: publicKey,
    version: held?.version ?? 0,
    document,
    by,
  });
}

/** The bundles taken in whose signers are trusted now. */
export async function trustedPool(db: Queryable): Promise<EvidencePool> {
  const trusted = new Set((await trustedSigners(db)).map(({ publicKey }) => publicKey));
  const records = await listRecords<'evidence-bundle'>(db, 'evidence-bundle');
  const bundles = records.map(({ document }) => document);
  return mergePools(
    bundles.filter(({ signature }) => trusted.has(signature.publicKey)),
    [],
  );
}

/** What a bundle is and what taking it in would change. */
export interface BundleCheck extends MergePreview {
  readonly source: SignedBundle['bundle']['source'];
  readonly version: number;
  readonly signer: { readonly publicKey: string; readonly trusted: boolean; readonly name: string | null };
  readonly chain: ChainStep;
  /** Sources held or this hospital itself that may have the same patients: they are not counted twice. */
  readonly overlaps: readonly string[];
}

/** Verifies a bundle and shows what it would change; stores nothing. */
export async function checkBundle(db: Queryable, document: unknown): Promise<BundleCheck> {
  const { signed, held, ...check } = await examine(db, document);
  return { ...check, chain: chainStep(held?.bundle, signed.bundle) };
}

/**
 * Takes a bundle in; one that is held already, or an older one, changes nothing.
 * @throws ServerError `signer-unknown` unless its signer is trusted, `bundle-forked` when it does not follow the one
 * that is held.
 */
export async function takeBundle(
  pool: pg.Pool,
  document: unknown,
  by: string,
): Promise<BundleCheck & { readonly stored: boolean }> {
  const { signed, held, ...check } = await examine(pool, document);
  const { publicKey, trusted } = check.signer;
  const chain = chainStep(held?.bundle, signed.bundle);
  if (!trusted) throw new ServerError('signer-unknown', { publicKey }, 403);
  const { id } = signed.bundle.source;
  if (chain === 'forked') {
    throw new ServerError('bundle-forked', { source: id, version: signed.bundle.version }, 409);
  }
  const stored = chain !== 'same' && chain !== 'older';
  if (stored) {
    const key = bundleKey(signed);
    const version = (await readRecord(pool, 'evidence-bundle', key))?.version ?? 0;
    const saved = await saveRecord(pool, { kind: 'evidence-bundle', key, version, document: signed, by });
    if (!saved.saved) throw new ServerError('version-conflict', { version }, 409);
  }
  return { ...check, chain, stored };
}

const bundleKey = ({ bundle, signature }: SignedBundle) =>
  JSON.stringify([bundle.source.id, signature.publicKey]);

async function examine(db: Queryable, document: unknown) {
  const signed = verifyBundle(document);
  const [pool, signers, own] = [await trustedPool(db), await trustedSigners(db), await ownSource(db)];
  const held = (await readRecord<'evidence-bundle'>(db, 'evidence-bundle', bundleKey(signed)))?.document;
  const { publicKey } = signed.signature;
  const known = signers.find((signer) => signer.publicKey === publicKey);
  const { source, version, overlaps } = signed.bundle;
  const others = [
    ...pool.map(({ bundle }) => ({ id: bundle.source.id, overlaps: bundle.overlaps })),
    ...(own ? [own] : []),
  ];
  const shared = others.filter(
    (other) => other.id !== source.id && (overlaps.includes(other.id) || other.overlaps.includes(source.id)),
  );
  return {
    signed,
    held,
    source,
    version,
    signer: { publicKey, trusted: known !== undefined, name: known?.name ?? null },
    overlaps: shared.map(({ id }) => id),
    ...previewMerge(pool, [signed]),
  };
}

/** Everything shared and taken in. */
export async function describeEvidence(db: Queryable, folder: string) {
  const [own, exports, signers] = [await ownSource(db), await listExports(db), await trustedSigners(db)];
  assertChain(exports.map(({ document }) => document.bundle));
  const bundles = await listRecords<'evidence-bundle'>(db, 'evidence-bundle');
  return {
    own: {
      source: own && { id: own.id, name: own.name, population: own.population },
      overlaps: own?.overlaps ?? [],
      publicKey: await ownPublicKey(folder),
    },
    exports: exports.map(({ document: { bundle }, updatedAt }) => ({
      version: bundle.version,
      cohort: bundle.provenance.cohort,
      sha256: contentHash(bundle),
      figures: bundle.figures.length,
      at: updatedAt,
    })),
    signers,
    pool: bundles.map(({ document: { bundle, signature } }) => {
      const signer = signers.find(({ publicKey }) => publicKey === signature.publicKey);
      return {
        source: bundle.source,
        version: bundle.version,
        figures: bundle.figures.length,
        signer: signature.publicKey,
        signerName: signer?.name ?? null,
        trusted: signer !== undefined,
        overlaps: bundle.overlaps,
      };
    }),
  };
}
