import { createTranslator, type Lang, type Release, type Text, type Translate } from '@calx/knowledge';
import { membersOf, type DangerGroup } from './danger.ts';
import type { Model } from './model.ts';
import type { Posterior } from './posterior.ts';
import type { Alarm, Observation } from './types.ts';

interface Sourced {
  readonly value: number;
  readonly source: string;
}

interface NamedFinding {
  readonly variable: string;
  readonly value: string;
}

/** Diagnoses that together raise an alarm, or findings that do so whatever leads. */
interface Condition {
  /** The condition holds in this pack alone. */
  readonly pack?: string;
  readonly group?: DangerGroup;
  readonly diagnoses?: readonly string[];
  /** What the diagnoses reach together; without it the findings alone decide. */
  readonly at_least?: Sourced;
  /** All of these are present. */
  readonly findings?: readonly NamedFinding[];
  /** None of these is present. */
  readonly unless?: readonly NamedFinding[];
}

interface AlarmRule {
  readonly code: string;
  readonly level: Alarm['level'];
  readonly any: readonly Condition[];
  /** The alarm speaks only while one of these variables is open. */
  readonly open?: readonly string[];
  readonly params?: Readonly<Record<string, Sourced>>;
  /** Acts that wait while the alarm stands. */
  readonly holds_back?: readonly string[];
  readonly source?: string;
}

const MALIGNANCY = 'malignancy_not_excluded';

function rulesOf(release: Release): readonly AlarmRule[] {
  return (release.alarms.alarms as { readonly alarms: readonly AlarmRule[] } | undefined)?.alarms ?? [];
}

function indicesOf(model: Model, { group, diagnoses }: Condition): number[] {
  if (group) return membersOf(model, group);
  return (diagnoses ?? []).map((id) => model.diagnoses.indexOf(id)).filter((index) => index >= 0);
}

function sumOf(posterior: ArrayLike<number>, indices: readonly number[]): number {
  return indices.reduce((sum, index) => sum + (posterior[index] ?? 0), 0);
}

function isMet(
  model: Model,
  condition: Condition,
  posterior: ArrayLike<number>,
  observations: readonly Observation[],
): boolean {
  const { pack, at_least: least, findings = [], unless = [] } = condition;
  const isPresent = ({ variable, value }: NamedFinding) =>
    observations.some(
      (entry) => entry.variable === variable && entry.value === value && entry.state === 'present',
    );
  if (pack && pack !== model.pack.id) return false;
  if (least && sumOf(posterior, indicesOf(model, condition)) < least.value) return false;
  return findings.every(isPresent) && !unless.some(isPresent);
}

/** True when malignancy can't be excluded at the alarm's threshold. */
export function isMalignancyAlarm(
  model: Model,
  posterior: ArrayLike<number>,
  observations: readonly Observation[],
): boolean {
  const rule = rulesOf(model.release).find(({ code }) => code === MALIGNANCY);
  return (rule?.any ?? []).some((condition) => isMet(model, condition, posterior, observations));
}

/** The alarms of a case by `knowledge/alarms`, in the order of the data (the gravest first). */
export function alarmsOf(model: Model, posterior: Posterior, observations: readonly Observation[]): Alarm[] {
  const known = new Set(observations.map(({ variable }) => variable));
  return rulesOf(model.release).flatMap((rule): Alarm[] => {
    const met = rule.any.find((condition) => isMet(model, condition, posterior, observations));
    const open = rule.open?.filter((variable) => !known.has(variable));
    if (!met || open?.length === 0) return [];
    const indices = indicesOf(model, met);
    const because = indices
      .map((index) => ({ diagnosis: model.diagnoses[index], probability: posterior[index] ?? 0 }))
      .sort((a, b) => b.probability - a.probability)
      .map(({ diagnosis, probability }) => (diagnosis ? { diagnosis, probability } : { probability }));
    const numbers = Object.fromEntries(
      Object.entries(rule.params ?? {}).map(([key, { value }]) => [key, value]),
    );
    const params = { ...numbers, probability: Math.round(100 * sumOf(posterior, indices)) };
    const messageKey = `alarms.${rule.code}`;
    return [
      {
        code: rule.code,
        level: rule.level,
        messageKey,
        params,
        message: messageOf(model, messageKey, params, because[0]?.diagnosis, open ?? []),
        because: [...(met.findings ?? []), ...because, ...(open ?? []).map((variable) => ({ variable }))],
        holdsBack: rule.holds_back ?? [],
        source: rule.source ?? met.at_least?.source ?? 'assumed',
      },
    ];
  });
}

/** The text of an alarm in both languages; diagnoses and variables by their names. */
function messageOf(
  model: Model,
  key: string,
  params: Readonly<Record<string, string | number>>,
  diagnosis: string | undefined,
  open: readonly string[],
): Text {
  const inLanguage = (lang: Lang) =>
    translatorOf(model.release, lang)(`diagnosis:${key}`, {
      ...params,
      ...(diagnosis && { diagnosis: model.release.diseases[diagnosis]?.name[lang] ?? diagnosis }),
      open: open
        .map((id) => model.release.variables.find((variable) => variable.id === id)?.label[lang] ?? id)
        .join(lang === 'zh' ? '、' : ', '),
    });
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}

/** Said when histology puts another diagnosis first than imaging does. */
export function disagreementAlarm(model: Model, imaging: string, combined: string): Alarm {
  const name = (id: string, lang: Lang) => model.release.diseases[id]?.name[lang] ?? id;
  const messageKey = 'alarms.histology_disagrees';
  const inLanguage = (lang: Lang) =>
    translatorOf(model.release, lang)(`diagnosis:${messageKey}`, {
      imaging: name(imaging, lang),
      combined: name(combined, lang),
    });
  return {
    code: 'histology_disagrees',
    level: 'warning',
    messageKey,
    params: { imaging, combined },
    message: { zh: inLanguage('zh'), en: inLanguage('en') },
    because: [{ diagnosis: imaging }, { diagnosis: combined }],
    holdsBack: [],
    source: 'assumed',
  };
}

const translators = new WeakMap<Release, Partial<Record<Lang, Translate>>>();

function translatorOf(release: Release, lang: Lang): Translate {
  const known = translators.get(release) ?? {};
  translators.set(release, known);
  return (known[lang] ??= createTranslator(lang, release));
}
