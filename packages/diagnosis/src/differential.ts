import { findVariable, loadRelease, type CaseFacts, type Release } from '@calx/knowledge';
import { alarmsOf, disagreementAlarm } from './alarms.ts';
import { changesOf } from './changes.ts';
import { rankFamilies } from './families.ts';
import { likelihoodsOf, projectForms } from './likelihood.ts';
import { settle, softmax } from './mathematics.ts';
import { modelFor } from './model.ts';
import { nextActs } from './next-acts.ts';
import { observe } from './observations.ts';
import { openVariables } from './open-findings.ts';
import { packOf } from './pack-of.ts';
import { closestPairs } from './pairs.ts';
import { fitToPatient } from './patient.ts';
import { pathologyReading } from './pathology.ts';
import { intervalsOf, leadingForms, logWeights } from './posterior.ts';
import type { DiagnoseOptions, Differential, Ignored, RankedDiagnosis } from './types.ts';
import { priorAverage, weightOf, type PriorAverage } from './weights.ts';

/** Seed of the interval's draws when the caller names none. */
const DEFAULT_SEED = 1;

/**
 * The explained differential of a case. Probabilities with `noneOfThese` sum to 1. The same facts, release and
 * options give the same answer. Throws `UnknownPackError` for a pack that the release lacks.
 */
export function diagnose(
  facts: CaseFacts,
  release: Release = loadRelease(),
  options: DiagnoseOptions = {},
): Differential {
  const { observations, ignored } = observe(facts, release, options.withPathology ?? true);
  const model = fitToPatient(
    modelFor(release, options.pack ?? packOf(facts, release), options),
    observations,
  );
  const likelihoods = likelihoodsOf(model, observations);
  const seed = options.seed ?? DEFAULT_SEED;
  const logs = logWeights(model, likelihoods);
  const posterior = softmax(logs).map(settle);
  const intervals = intervalsOf(model, likelihoods, seed);
  const leading = leadingForms(model, likelihoods);
  const explained = projectForms(likelihoods, leading);
  const open = openVariables(model, observations, leading);
  const imagingOpen = open.filter(({ variable }) => findVariable(release, variable)?.group !== 'pathology');
  const pathology = pathologyReading(model, observations, posterior);
  const alarms = alarmsOf(model, posterior, observations);
  if (pathology && !pathology.agrees) {
    alarms.push(disagreementAlarm(model, pathology.imagingLeader, pathology.combinedLeader));
  }
  const next = nextActs(
    model,
    observations,
    open,
    logs,
    new Set(Object.keys(facts.findings)),
    options.seriesRoles ?? [],
    seed,
  ).map((act) => {
    const alarm = alarms.find(({ holdsBack }) => holdsBack.includes(act.act));
    return alarm ? { ...act, heldBackBy: alarm.code } : act;
  });
  const averages = explained.map((likelihood) => priorAverage(model, likelihood));
  const ranked = model.diagnoses
    .map((diagnosis, index): RankedDiagnosis => {
      const column = leading[index] ?? index;
      const { form } = model.columns[column] ?? {};
      const weights = explained
        .map((likelihood, place) =>
          weightOf(model, likelihood, averages[place] as PriorAverage, index, column),
        )
        .sort((a, b) => Math.abs(b.decibans) - Math.abs(a.decibans));
      return {
        diagnosis,
        name: release.diseases[diagnosis]?.name ?? { zh: diagnosis, en: diagnosis },
        probability: posterior[index] ?? 0,
        interval: intervals[index] ?? [0, 1],
        ...(form && { form: form.name }),
        weights,
      };
    })
    .sort((a, b) => b.probability - a.probability);
  const counted = new Set(likelihoods.map(({ observation }) => observation));
  const silent = observations
    .filter((observation) => !counted.has(observation))
    .map(({ variable, value }): Ignored => ({ variable, value, reason: 'no_evidence' }));
  const last = model.diagnoses.length;
  return {
    release: { version: release.version, hash: release.hash },
    pack: model.pack.id,
    setting: model.setting,
    differential: ranked,
    families: rankFamilies(model, posterior, observations),
    noneOfThese: posterior[last] ?? 0,
    noneOfTheseInterval: intervals[last] ?? [0, 1],
    alarms,
    next,
    ignored: [...ignored, ...silent],
    against: (ranked[0]?.weights ?? []).filter(({ decibans }) => decibans < 0),
    closestPairs: closestPairs(model, posterior, imagingOpen),
    changes: changesOf(model, logs, imagingOpen),
    ...(pathology && { pathology }),
  };
}
