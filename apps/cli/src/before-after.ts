import type { Differential } from '@calx/diagnosis';
import type { Context } from './context.ts';
import { STORE, type LocalCounts } from './local-counts.ts';

/** How far local counts moved a diagnosis. */
interface Change {
  readonly diagnosis: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** A shift that people are shown; `--json` has all. */
const SHOWN_SHIFT = 0.005;

/** What local counts changed: keys that are added to the document of the differential. */
export function beforeAfterJson(
  before: Differential,
  after: Differential,
  local: LocalCounts,
  { lang }: Pick<Context, 'lang'>,
): object {
  return {
    local,
    before: {
      differential: before.differential.map(({ diagnosis, name, probability, interval }) => ({
        diagnosis,
        name: name[lang],
        probability,
        interval,
      })),
      noneOfThese: before.noneOfThese,
    },
    changes: changesOf(before, after, lang),
  };
}

export function beforeAfterText(
  before: Differential,
  after: Differential,
  local: LocalCounts,
  { t, lang }: Context,
): string {
  const comma = lang === 'zh' ? '、' : ', ';
  const sources = local.sources.map(({ name, kind, cases }) => {
    if (kind === 'bundle') return t('cli:local.bundle', { name });
    const shown = kind === 'store' && name === STORE ? t('cli:local.store') : name;
    return t('cli:local.cases', { name: shown, count: cases ?? 0 });
  });
  const changes = changesOf(before, after, lang).filter(
    (change) => Math.abs(change.after - change.before) >= SHOWN_SHIFT,
  );
  return [
    t('cli:local.title', { list: sources.join(comma) }),
    ...(local.leftOut.length > 0
      ? [t('cli:local.leftOut', { count: local.leftOut.length, list: local.leftOut.join(comma) })]
      : []),
    ...(local.sources.some(({ kind }) => kind === 'bundle') ? [t('cli:local.unknowable')] : []),
    ...(changes.length === 0 ? [t('cli:local.same')] : []),
    ...changes.map(
      (change) =>
        `  ${points(change.before)} % → ${points(change.after)} % (${signed(change)})  ${change.name}`,
    ),
  ].join('\n');
}

/** Most probable first, as they stand now. */
function changesOf(before: Differential, after: Differential, lang: Context['lang']): Change[] {
  const earlier = new Map(before.differential.map((one) => [one.diagnosis, one.probability]));
  return after.differential.map(({ diagnosis, name, probability }) => ({
    diagnosis,
    name: name[lang],
    before: earlier.get(diagnosis) ?? 0,
    after: probability,
  }));
}

function signed({ before, after }: Change): string {
  return `${after < before ? '−' : '+'}${points(Math.abs(after - before))}`;
}

const points = (share: number) => (100 * share).toFixed(1);
