import { loadRelease, type CaseFacts, type Release } from '@calx/knowledge';
import { isMalignancyAlarm } from './alarms.ts';
import { likelihoodsOf } from './likelihood.ts';
import { bootstrap, reliabilityOf, scoresOf } from './metrics.ts';
import type { Bounds, ReliabilityBin, Scored, Scores } from './metrics.ts';
import { modelFor } from './model.ts';
import { observe } from './observations.ts';
import { packOf } from './pack-of.ts';
import { fitToPatient } from './patient.ts';
import { peerProbabilities, type PeerMethod } from './peers.ts';
import { posteriorOf } from './posterior.ts';
import { codedCases } from './tallies.ts';
import type { Exclusion } from './types.ts';

export type Method = 'calx' | PeerMethod;

export interface EvaluateOptions {
  readonly pack?: string;
  readonly setting?: string;
  /** Leave each case out of the knowledge that judges it. */
  readonly leaveOneOut?: boolean;
  /** Diagnoses taken out of the pack; their cases then come from outside. */
  readonly exclude?: Pick<Exclusion, 'diagnoses'>;
  readonly method?: Method;
  /** Use the pathology findings; default false. */
  readonly withPathology?: boolean;
  readonly seed?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface DiagnosisScores {
  readonly diagnosis: string;
  readonly n: number;
  readonly top1: number;
  readonly top3: number;
  /** Mean probability of the truth. */
  readonly probability: number;
  /** The diagnoses that led instead, with how often. */
  readonly mistakenFor: Readonly<Record<string, number>>;
}

export interface CaseScore {
  readonly id: string;
  readonly pack: string;
  readonly truth: string;
  readonly ranked: readonly string[];
  readonly rank: number;
  readonly probability: number;
  readonly malignancyAlarm: boolean;
}

export interface Evaluation extends Scores {
  readonly release: { readonly version: string; readonly hash: string };
  readonly method: Method;
  readonly leaveOneOut: boolean;
  readonly n: number;
  readonly classes: number;
  /** Scored cases that are also among the release's published cases. */
  readonly known: number;
  readonly alarm: { readonly sensitivity: number; readonly specificity: number; readonly n: number };
  /** Bootstrap bounds at `level`. */
  readonly intervals: Readonly<Record<keyof Scores, Bounds>> & { readonly level: number };
  readonly perDiagnosis: readonly DiagnosisScores[];
  readonly perCase: readonly CaseScore[];
  readonly outside: { readonly n: number; readonly noneOfThese: number; readonly inside: number };
  readonly reliability: readonly ReliabilityBin[];
}

const INTERVAL_LEVEL = 0.95;
const DEFAULT_SEED = 1;

interface Judged {
  readonly score: CaseScore;
  readonly scored: Scored;
  readonly malignant: boolean;
  readonly noneOfThese: number;
  readonly inside: boolean;
}

/**
 * Scores a method on proven cases. Cases without a diagnosis are skipped; those whose diagnosis the pack lacks
 * appear in `outside` alone (mean "none of these" there, and for comparison inside).
 */
export function evaluate(
  cases: readonly CaseFacts[],
  release: Release = loadRelease(),
  options: EvaluateOptions = {},
): Evaluation {
  const proven = cases.filter(({ diagnosis }) => Boolean(diagnosis));
  const judged = proven.map((facts, index) => {
    const result = judge(facts, `case-${index}`, release, options);
    options.onProgress?.(index + 1, proven.length);
    return result;
  });
  const inside = judged.filter((entry) => entry.inside);
  const outside = judged.filter((entry) => !entry.inside);
  const scored = inside.map((entry) => entry.scored);
  const perCase = inside.map((entry) => entry.score);
  const published = new Set(codedCases(release).map(({ id }) => id));
  const seed = options.seed ?? DEFAULT_SEED;
  return {
    release: { version: release.version, hash: release.hash },
    method: options.method ?? 'calx',
    leaveOneOut: options.leaveOneOut ?? false,
    n: inside.length,
    classes: new Set(perCase.map(({ truth }) => truth)).size,
    known: perCase.filter(({ id }) => published.has(id)).length,
    ...scoresOf(scored),
    alarm: alarmScores(inside),
    intervals: { ...bootstrap(scored, seed, INTERVAL_LEVEL), level: INTERVAL_LEVEL },
    perDiagnosis: byDiagnosis(perCase),
    perCase,
    outside: { n: outside.length, noneOfThese: meanNone(outside), inside: meanNone(inside) },
    reliability: reliabilityOf(scored),
  };
}

function judge(facts: CaseFacts, id: string, release: Release, options: EvaluateOptions): Judged {
  const caseId = facts.id ?? id;
  const packId = options.pack ?? packOf(facts, release);
  const exclude = {
    ...options.exclude,
    ...(options.leaveOneOut && { cases: [caseId] }),
  };
  const { observations } = observe(facts, release, options.withPathology ?? false);
  const method = options.method ?? 'calx';
  // The peers count the cases themselves: of the model they need only the diagnoses.
  const left = method === 'calx' ? exclude : options.exclude;
  const general = modelFor(release, packId, {
    ...(left && Object.keys(left).length > 0 && { exclude: left }),
    ...(options.setting && { setting: options.setting }),
  });
  const model = fitToPatient(general, observations);
  const probabilities =
    method === 'calx'
      ? posteriorOf(model, likelihoodsOf(model, observations))
      : peerProbabilities(method, release, model.diagnoses, observations, exclude);
  const truth = facts.diagnosis ?? '';
  const order = model.diagnoses
    .map((diagnosis, index) => ({ diagnosis, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  const place = order.findIndex(({ diagnosis }) => diagnosis === truth);
  const own = order[place]?.probability ?? 0;
  let brier = 0;
  for (const p of probabilities) brier += p * p;
  return {
    score: {
      id: caseId,
      pack: packId,
      truth,
      ranked: order.map(({ diagnosis }) => diagnosis),
      rank: place + 1,
      probability: own,
      malignancyAlarm: isMalignancyAlarm(model, probabilities, observations),
    },
    scored: { rank: place + 1, truth: own, top: order[0]?.probability ?? 0, brier: brier - 2 * own + 1 },
    malignant: release.diseases[truth]?.danger === 'malignant',
    noneOfThese: probabilities[model.diagnoses.length] ?? 0,
    inside: place >= 0,
  };
}

function alarmScores(judged: readonly Judged[]): Evaluation['alarm'] {
  const malignant = judged.filter((entry) => entry.malignant);
  const benign = judged.filter((entry) => !entry.malignant);
  const raised = malignant.filter(({ score }) => score.malignancyAlarm).length;
  const quiet = benign.filter(({ score }) => !score.malignancyAlarm).length;
  return {
    sensitivity: malignant.length === 0 ? 0 : raised / malignant.length,
    specificity: benign.length === 0 ? 0 : quiet / benign.length,
    n: malignant.length,
  };
}

function meanNone(judged: readonly Judged[]): number {
  return judged.length === 0
    ? 0
    : judged.reduce((sum, { noneOfThese }) => sum + noneOfThese, 0) / judged.length;
}

/** The weakest diagnoses first. */
function byDiagnosis(cases: readonly CaseScore[]): DiagnosisScores[] {
  return [...new Set(cases.map(({ truth }) => truth))]
    .map((diagnosis) => {
      const own = cases.filter(({ truth }) => truth === diagnosis);
      const mistakenFor: Record<string, number> = {};
      for (const { rank, ranked } of own) {
        const leader = ranked[0];
        if (rank > 1 && leader) mistakenFor[leader] = (mistakenFor[leader] ?? 0) + 1;
      }
      const part = (limit: number) => own.filter(({ rank }) => rank <= limit).length / own.length;
      return {
        diagnosis,
        n: own.length,
        top1: part(1),
        top3: part(3),
        probability: own.reduce((sum, { probability }) => sum + probability, 0) / own.length,
        mistakenFor,
      };
    })
    .sort((a, b) => a.top1 - b.top1 || a.probability - b.probability || (a.diagnosis < b.diagnosis ? -1 : 1));
}
