import { contentHash } from '../canonical.ts';
import { RegistryError } from '../error.ts';
import type { EvidenceBundle } from './bundle.ts';

/** How a bundle that comes in stands to the one that is held from the same source and signer. */
export type ChainStep = 'first' | 'next' | 'same' | 'older' | 'gap' | 'forked';

/**
 * `next` follows the held one by its hash; with a `gap` versions between are missing and the hash can't be checked;
 * `forked` is another content under the same version, or a next one that does not follow.
 */
export function chainStep(held: EvidenceBundle | undefined, incoming: EvidenceBundle): ChainStep {
  if (!held) return 'first';
  const ahead = incoming.version - held.version;
  if (ahead < 0) return 'older';
  if (ahead === 0) return contentHash(held) === contentHash(incoming) ? 'same' : 'forked';
  if (ahead > 1) return 'gap';
  return incoming.previous === contentHash(held) ? 'next' : 'forked';
}

/**
 * Checks that the bundles are all versions of one source in order, each with the hash of the one before.
 * @throws RegistryError `brokenChain` with the version that does not follow.
 */
export function assertChain(bundles: readonly EvidenceBundle[]): void {
  bundles.forEach((bundle, index) => {
    const before = bundles[index - 1];
    const follows =
      bundle.version === index + 1 &&
      bundle.source.id === bundles[0]?.source.id &&
      bundle.previous === (before ? contentHash(before) : null);
    if (follows) return;
    throw new RegistryError(
      'brokenChain',
      { source: bundle.source.id, version: index + 1 },
      `Version ${index + 1} of ${bundle.source.id} is missing or does not follow the one before.`,
    );
  });
}
