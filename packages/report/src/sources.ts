import { stated } from './history.ts';
import type { CaseReading, Sentence } from './types.ts';
import type { Words } from './words.ts';

/** Numbers sources in the order in which the report cites them. */
export class SourceList {
  readonly #numbers = new Map<string, number>();

  /** The number of a source in this report, given at its first citation. */
  number(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#numbers.size + 1);
    return this.#numbers.size;
  }

  /** The cited sources and the knowledge release that the differential can be reproduced from. */
  sentences(words: Words, { differential }: CaseReading): Sentence[] {
    const cited = [...this.#numbers].map(([id, n]) =>
      stated(`source.${id}`, words.t('sources.source', { n, citation: words.citation(id) }), [
        `source:${id}`,
      ]),
    );
    if (!differential) return cited;
    const { release, pack } = differential;
    const version = typeof release === 'string' ? release : release.version;
    const hash = typeof release === 'string' ? undefined : release.hash;
    return [
      ...cited,
      stated(
        'sources.release',
        words.t('sources.release', {
          version,
          hash: hash ? words.t('sources.hash', { hash: hash.slice(0, 12) }) : '',
          pack: words.release.packs[pack]?.name[words.lang] ?? pack,
        }),
        [`release:${version}`],
      ),
    ];
  }
}
