import { percentInterval } from '@calx/knowledge';
import { diameterText } from './measurements.ts';
import { describeFinding, presentValues } from './findings.ts';
import { inYearsOrMonths, stated } from './history.ts';
import type { SourceList } from './sources.ts';
import type {
  AlarmReason,
  CaseReading,
  ReportDiagnosis,
  ReportDifferential,
  ReportWeight,
  Sentence,
} from './types.ts';
import { formatNumber, formatPercent, lowerFirst, type Words } from './words.ts';

/** How many entries are worth a line in the impression; the rest is in the differential itself. */
const listed = { diagnoses: 5, weights: 4, tests: 3, asks: 6, reasons: 3 } as const;

/**
 * The lesion in one line, alarms, and the differential with its reasons. Where neither a lesion nor a finding is
 * known, age and sex alone name no mass and rank no diagnosis: that is said instead; alarms stay.
 */
export function impressionSentences(words: Words, reading: CaseReading, sources: SourceList): Sentence[] {
  const { differential } = reading;
  if (differential && nothingFound(reading)) {
    return [
      stated('impression.nothing', words.t('impression.nothing')),
      ...alarmSentences(words, differential),
    ];
  }
  return [
    lesionLine(words, reading),
    ...(differential
      ? [...alarmSentences(words, differential), ...differentialSentences(words, differential, sources)]
      : [stated('impression.none', words.t('impression.noDifferential'))]),
  ];
}

const nothingFound = ({ facts, findings, lesions = [] }: CaseReading): boolean =>
  lesions.length === 0 &&
  Object.keys(facts.findings).length === 0 &&
  Object.keys(findings).length === 0 &&
  (facts.labs ?? []).length === 0;

/** What is still to be read from the images at hand, the next tests by what they would tell, and what had no effect. */
export function adviceSentences(words: Words, { differential }: CaseReading): Sentence[] {
  if (!differential) return [];
  const atHand = differential.next.filter((act) => act.atHand);
  const further = differential.next
    .filter(({ atHand, heldBackBy }) => !atHand && !heldBackBy)
    .slice(0, listed.tests);
  const held = differential.next.filter(({ heldBackBy }) => heldBackBy);
  const next = [
    ...actSentences(words, 'atHand', atHand),
    ...actSentences(words, 'next', further),
    ...(held.length > 0 ? [heldBack(words, held)] : []),
  ];
  const ignored = [...new Set((differential.ignored ?? []).map(({ variable }) => variable))].map((variable) =>
    lowerFirst(words.variable(variable)),
  );
  return [
    ...(next.length > 0 ? next : [stated('advice.nothing', words.t('advice.nothing'))]),
    ...(ignored.length > 0
      ? [stated('advice.ignored', words.t('advice.ignored', { list: words.list(ignored) }))]
      : []),
  ];
}

function actSentences(words: Words, kind: 'atHand' | 'next', acts: ReportDifferential['next']): Sentence[] {
  return acts.map(({ act, name, bits, asks }, index) => ({
    id: `advice.${kind}.${index + 1}`,
    text: words.t(`advice.${kind}`, {
      act: name ? words.of(name) : act.replaceAll('_', ' '),
      asks: asks.length > 0 ? words.t('advice.asks', { list: askedText(words, asks) }) : '',
      bits: formatNumber(bits, 2),
    }),
    basis: [`act:${act}`, ...asks.map((variable) => `variable:${variable}`)],
    how: 'derived',
    confirmed: true,
  }));
}

/** What an alarm says not to do now. */
function heldBack(words: Words, acts: ReportDifferential['next']): Sentence {
  const names = acts.map(({ act, name }) => (name ? words.of(name) : act.replaceAll('_', ' ')));
  return derived(
    'advice.heldBack',
    words.t('advice.heldBack', { list: names.join(words.t('join.list')) }),
    acts.flatMap(({ act, heldBackBy }) => [`act:${act}`, `alarm:${heldBackBy ?? ''}`]),
  );
}

function askedText(words: Words, asks: readonly string[]): string {
  const named = asks.slice(0, listed.asks).map((id) => lowerFirst(words.variable(id)));
  return named.join(words.t('join.list')) + (asks.length > named.length ? words.t('advice.more') : '');
}

/** Variables that only a mineralised lesion has. */
const mineralOnly = ['pattern', 'matrix', 'confluence', 'fluid_calcium_level', 'density'] as const;

function lesionLine(words: Words, { facts, findings, lesions }: CaseReading): Sentence {
  const site = findings['site']?.value ?? facts.findings['site'];
  const sites = typeof site === 'string' ? [site] : Array.isArray(site) ? (site as readonly string[]) : [];
  const [lesion] = lesions ?? [];
  const stated = findings['mineralised']?.value;
  const mineralised =
    stated === 'yes' ||
    (lesion?.mineral?.voxels ?? 0) > 0 ||
    (stated === undefined &&
      mineralOnly.some((variable) =>
        presentValues(findings[variable]?.value ?? []).some((value) => value !== 'no'),
      ));
  const size = lesion?.mineral || lesion?.modality === 'radiograph' ? lesion.maxDiameter : null;
  return {
    id: 'impression.lesion',
    text: words.t('impression.lesion', {
      mass: words.t(mineralised ? 'impression.mineralised' : 'impression.mass'),
      site:
        sites.length > 0
          ? words.t('impression.site', {
              site: words.list(sites.map((id) => lowerFirst(words.value('site', id)))),
            })
          : '',
      size: size ? words.t('impression.size', { length: diameterText(words, size) }) : '',
    }),
    basis: ['finding:site', 'finding:mineralised', 'lesion:1'],
    how: 'derived',
    confirmed: true,
  };
}

function alarmSentences(words: Words, { alarms }: ReportDifferential): Sentence[] {
  if (alarms.length === 0) return [stated('impression.noAlarm', words.t('impression.noAlarm'))];
  return alarms.map(({ code, level, message, because: all = [] }) => {
    // What is merely open stands in the message already.
    const because = all
      .filter(({ value, diagnosis }) => value !== undefined || diagnosis !== undefined)
      .slice(0, listed.reasons);
    return {
      id: `impression.alarm.${code}`,
      text:
        words.t('impression.alarm', {
          level: words.optional(`level.${level}`) || words.t('level.warning'),
          message: words.of(message),
        }) +
        (because.length > 0
          ? words.t('impression.alarmBecause', {
              list: because.map((reason) => reasonText(words, reason)).join(words.t('join.clause')),
            })
          : ''),
      basis: [
        `alarm:${code}`,
        ...because.flatMap(({ variable, diagnosis }) => [
          ...(variable ? [`finding:${variable}`] : []),
          ...(diagnosis ? [`diagnosis:${diagnosis}`] : []),
        ]),
      ],
      how: 'derived',
      confirmed: true,
    };
  });
}

function reasonText(words: Words, { variable, value, diagnosis, probability }: AlarmReason): string {
  if (diagnosis) {
    const share = probability === undefined ? '' : ` ${formatPercent(probability, words.lang)}`;
    return words.disease(diagnosis) + share;
  }
  if (!variable) return '';
  if (value === undefined) return lowerFirst(words.variable(variable));
  return lowerFirst(withoutStop(describeFinding(words, variable, value)));
}

/** The family of the leader, where its subtypes share the probability. */
function familySentences(words: Words, answer: ReportDifferential, leader: ReportDiagnosis): Sentence[] {
  const family = (answer.families ?? []).find(
    ({ members, probability }) =>
      probability > leader.probability && members.some(({ diagnosis }) => diagnosis === leader.diagnosis),
  );
  if (!family) return [];
  const apart = family.toldApartBy.map((variable) => lowerFirst(words.variable(variable)));
  return [
    derived(
      'impression.family',
      words.t(apart.length > 0 ? 'impression.familyApart' : 'impression.family', {
        name: words.of(family.name),
        probability: formatPercent(family.probability, words.lang),
        list: words.list(apart),
      }),
      family.members.map(({ diagnosis }) => `diagnosis:${diagnosis}`),
    ),
  ];
}

function differentialSentences(words: Words, answer: ReportDifferential, sources: SourceList): Sentence[] {
  const none = typeof answer.noneOfThese === 'number' ? answer.noneOfThese : answer.noneOfThese.probability;
  const [leader, ...others] = answer.differential;
  if (!leader) return [stated('impression.none', words.t('impression.noDifferential'))];
  const noneLeads = none > leader.probability;
  const noneSentence = derived(
    'impression.noneOfThese',
    words.t(noneLeads ? 'impression.noneLeads' : 'impression.none', {
      probability: formatPercent(none, words.lang),
    }),
    ['diagnosis:none'],
  );
  return [
    ...(noneLeads ? [noneSentence] : []),
    derived(`impression.leader`, leaderText(words, leader), [`diagnosis:${leader.diagnosis}`]),
    ...familySentences(words, answer, leader),
    ...reasons(words, leader, sources),
    ...others.slice(0, listed.diagnoses - 1).map((entry) =>
      derived(
        `impression.diagnosis.${entry.diagnosis}`,
        words.t('impression.other', {
          name: words.disease(entry.diagnosis),
          probability: formatPercent(entry.probability, words.lang),
          interval: percentInterval(entry.interval, words.lang),
        }),
        [`diagnosis:${entry.diagnosis}`],
      ),
    ),
    ...(noneLeads ? [] : [noneSentence]),
  ];
}

const derived = (id: string, text: string, basis: readonly string[]): Sentence => ({
  id,
  text,
  basis,
  how: 'derived',
  confirmed: true,
});

function leaderText(words: Words, leader: ReportDiagnosis): string {
  // More likely than all the others together, or merely first among many.
  const majority = leader.probability > 1 / 2;
  return words.t(majority ? 'impression.leader' : 'impression.leaderNotMajority', {
    name: words.disease(leader.diagnosis),
    probability: formatPercent(leader.probability, words.lang),
    interval: percentInterval(leader.interval, words.lang),
  });
}

/** What speaks for the leader and what against it, heaviest first, with counts and source numbers. */
function reasons(words: Words, leader: ReportDiagnosis, sources: SourceList): Sentence[] {
  const heaviest = (sign: 1 | -1): ReportWeight[] =>
    leader.weights
      .filter(({ decibans }) => Math.round(decibans * sign * 10) > 0)
      .sort((a, b) => sign * (b.decibans - a.decibans))
      .slice(0, listed.weights);
  return (['for', 'against'] as const).flatMap((side) => {
    const weights = heaviest(side === 'for' ? 1 : -1);
    if (weights.length === 0) return [];
    const list = weights.map((weight) => weightText(words, weight, sources)).join(words.t('join.clause'));
    return [
      derived(`impression.leader.${side}`, words.t(`impression.${side}`, { list }), [
        `diagnosis:${leader.diagnosis}`,
        ...weights.map(({ variable }) => `finding:${variable}`),
        ...weights.flatMap((weight) => weight.sources.map(({ id }) => `source:${id}`)),
      ]),
    ];
  });
}

function weightText(words: Words, weight: ReportWeight, sources: SourceList): string {
  const cited = weight.sources.slice(0, 2).map(({ id, k, n }) => {
    const counted =
      typeof k === 'number' && typeof n === 'number' ? `${words.t('sources.counted', { k, n })} ` : '';
    return `${counted}[${sources.number(id)}]`;
  });
  const sign = weight.decibans > 0 ? '+' : '';
  return words.t('impression.weight', {
    finding: weightFinding(words, weight),
    decibans: sign + formatNumber(weight.decibans, 1),
    cited:
      (weight.grade === 'assumed' ? words.t('join.clause') + words.t('impression.assumed') : '') +
      (cited.length > 0 ? words.t('join.clause') + cited.join(words.t('join.list')) : ''),
  });
}

function weightFinding(words: Words, { variable, value, state }: ReportWeight): string {
  if (variable === 'age') {
    const { context, age } = inYearsOrMonths(Number(value));
    return words.t(`weight.age.${context}`, { age });
  }
  if (variable === 'sex') return words.t(`weight.sex.${String(value)}`);
  const input =
    state === undefined || state === 'present' || typeof value === 'number' ? value : { [state]: [value] };
  return lowerFirst(withoutStop(describeFinding(words, variable, input)));
}

const withoutStop = (text: string): string => text.replace(/[.。]$/, '');
