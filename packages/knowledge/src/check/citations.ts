import type { Release } from '../release.ts';
import { error, type Problem } from './problem.ts';

const SECTIONS = ['background', 'priors', 'alarms', 'acts', 'quantifiers', 'thresholds', 'engine'] as const;

/**
 * Numbers of the sections that other rooms own: each must stand beside or below a `source` or `sources` (a citation,
 * or the word "assumed"), or `assumed: true`.
 */
export function checkCitations(release: Release): Problem[] {
  return SECTIONS.flatMap((section) => walk(release[section], section, false));
}

function walk(node: unknown, where: string, cited: boolean): Problem[] {
  if (typeof node === 'number') return cited ? [] : [error('uncited', where)];
  if (Array.isArray(node)) return node.flatMap((child, index) => walk(child, `${where} ${index + 1}`, cited));
  if (node === null || typeof node !== 'object') return [];
  const covered =
    cited || 'source' in node || 'sources' in node || ('assumed' in node && node.assumed === true);
  return Object.entries(node).flatMap(([key, child]) => walk(child, `${where}/${key}`, covered));
}
