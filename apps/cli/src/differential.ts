import type { Differential, NextAct, Weight } from '@calx/diagnosis';
import type { Context } from './context.ts';
import { percent, valueName, variableName } from './words.ts';

/** The contract's document: names and messages in the reader's language. */
export function differentialJson(differential: Differential, { lang }: Pick<Context, 'lang'>): object {
  return {
    ...differential,
    differential: differential.differential.map((ranked) => ({ ...ranked, name: ranked.name[lang] })),
    families: differential.families.map((family) => ({ ...family, name: family.name[lang] })),
    alarms: differential.alarms.map((alarm) => ({ ...alarm, message: alarm.message[lang] })),
    next: differential.next.map((act) => ({ ...act, name: act.name[lang] })),
  };
}

/** How much people are shown; `--json` has all. */
const shown = { diagnoses: 6, weights: 4, acts: 4, sources: 3 } as const;
const barWidth = 20;

export function differentialText(differential: Differential, context: Context): string {
  const { t, lang } = context;
  const { version, hash } = differential.release;
  const lines = [t('cli:diagnose.release', { version, hash: hash.slice(0, 12), pack: differential.pack })];
  for (const alarm of differential.alarms) lines.push(`▲ ${alarm.message[lang]}`);
  lines.push('');
  for (const ranked of differential.differential.slice(0, shown.diagnoses)) {
    const [low, high] = ranked.interval;
    lines.push(
      `${bar(ranked.probability)} ${percent(ranked.probability)} % (${percent(low)} – ${percent(high)})  ${ranked.name[lang]}`,
    );
    const strongest = [...ranked.weights].sort((a, b) => Math.abs(b.decibans) - Math.abs(a.decibans));
    for (const weight of strongest.slice(0, shown.weights))
      lines.push(`      ${weightText(weight, context)}`);
  }
  const none = differential.noneOfThese;
  lines.push(`${bar(none)} ${percent(none)} %  ${t('cli:diagnose.noneOfThese')}`);
  if (differential.next.length > 0) lines.push('', `${t('cli:diagnose.next')}:`);
  for (const act of differential.next.slice(0, shown.acts)) lines.push(...actLines(act, context));
  if (differential.ignored.length > 0) {
    const list = differential.ignored.map(({ variable }) => variableName(variable, lang)).join(', ');
    lines.push('', t('cli:diagnose.ignored', { list }));
  }
  lines.push('', t('cli:notMedicalDevice'));
  return lines.join('\n');
}

/** What a test would tell and what it costs the patient. */
function actLines(
  { name, bits, asks, missedMalignancy: { before, after }, ...act }: NextAct,
  context: Context,
) {
  const { t, lang } = context;
  const facts = [
    t('cli:diagnose.bits', { bits: bits.toFixed(2) }),
    t('cli:diagnose.missed', { before: percent(before), after: percent(after) }),
    ...(act.doseMSv > 0 ? [t('cli:diagnose.dose', { dose: act.doseMSv })] : []),
    ...(act.invasiveness === 'none' ? [] : [t(`cli:diagnose.invasiveness.${act.invasiveness}`)]),
    t('cli:diagnose.cost', { cost: act.cost }),
    ...(act.heldBackBy ? [t('cli:diagnose.heldBack')] : []),
  ];
  return [
    `  ${name[lang]} (${facts.join(t('cli:diagnose.and'))})`,
    `      ${asks.map((variable) => variableName(variable, lang)).join(t('cli:diagnose.and'))}`,
  ];
}

function bar(share: number): string {
  return '▇'.repeat(Math.round(share * barWidth)).padEnd(barWidth, ' ');
}

/** Sources that are no publication, and what stands beside the findings, have their names in the catalog. */
function catalogName(kind: 'source' | 'fact' | 'sex', id: string, t: Context['t']): string | undefined {
  const key = `cli:diagnose.${kind}.${id}`;
  const text = t(key);
  return key.endsWith(text) ? undefined : text;
}

function weightText({ variable, value, decibans, sources, grade }: Weight, { t, lang }: Context): string {
  const sign = decibans >= 0 ? '+' : '−';
  const named = sources.slice(0, shown.sources).map(({ id, k, n, quantifier }) => {
    const name = catalogName('source', id, t) ?? id;
    return k === undefined ? `${name}${quantifier ? ` “${quantifier}”` : ''}` : `${k}/${n} ${name}`;
  });
  const rest = sources.length > shown.sources ? ` … +${sources.length - shown.sources}` : '';
  const uncounted = grade === 'counted' ? [] : [t(`cli:diagnose.grade.${grade}`)];
  const basis = [...uncounted, ...named].join('; ') + rest;
  const asked = catalogName('fact', variable, t) ?? variableName(variable, lang);
  const answer = variable === 'sex' ? catalogName('sex', String(value), t) : undefined;
  return `${sign}${Math.abs(decibans).toFixed(1)} dB  ${asked}: ${answer ?? valueName(variable, value, lang)}  [${basis}]`;
}
