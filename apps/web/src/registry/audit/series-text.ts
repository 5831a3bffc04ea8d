import {
  auditSeries,
  isExactSeries,
  landmarksOf,
  readPlainSeries,
  readSeries,
  seriesNames,
  type SeriesProblem,
} from '@calx/registry';
import { loadRelease, type Lang } from '@calx/knowledge';
import { parse, stringify } from 'yaml';

/** A series as it is being entered: any object; `readSeries` says whether it is whole. */
export type SeriesDraft = Readonly<Record<string, unknown>>;

export type AuditResult =
  | { readonly kind: 'audited'; readonly figures: number; readonly problems: readonly SeriesProblem[] }
  /** Not yet a series: `error` says where and what to do. */
  | { readonly kind: 'incomplete'; readonly error: unknown };

/** More text than any paper's figures take. */
const MOST_CHARACTERS = 500_000;

/** The draft in a text of YAML or JSON; undefined where the text is neither, or no object. */
export function draftOf(text: string): SeriesDraft | undefined {
  try {
    const document: unknown = text.length > MOST_CHARACTERS ? null : parse(text, { maxAliasCount: 100 });
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? (document as SeriesDraft)
      : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (draft: SeriesDraft): string => stringify(draft, { lineWidth: 0 });

/** In whose words the faults are told. */
interface Reader {
  readonly lang: Lang;
  readonly t: (key: string) => string;
}

/** Every fault of the series in the text (docs/series-audit.md: exact or plain), or why it can't be audited yet. */
export function auditText(text: string, reader: Reader): AuditResult {
  const draft = draftOf(text);
  if (!draft) return { kind: 'incomplete', error: { code: 'seriesText', params: {} } };
  const release = loadRelease();
  try {
    const series = isExactSeries(draft) ? readSeries(draft) : readPlainSeries(draft, release).series;
    const problems = auditSeries(
      series,
      landmarksOf(release),
      seriesNames({ release, ...reader }, series.words),
    );
    return { kind: 'audited', figures: series.figures.length, problems };
  } catch (error) {
    return { kind: 'incomplete', error };
  }
}
