import { loadRelease, type Release } from '@calx/knowledge';

/** One number of `knowledge/thresholds/ct.yaml` with its unit and source. */
interface Rule {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}

type Rules<Names extends string> = Readonly<Record<Names, number>>;

/** The numbers that decide which voxels are a lesion. Lengths in mm, volumes in mm3, densities in HU. */
export interface CtRules {
  readonly mineral: Rules<
    'thresholdHU' | 'seedMaxHU' | 'seedMeanHU' | 'seedVolume' | 'minVoxels' | 'metalHU'
  >;
  readonly lesion: Rules<
    | 'searchRadius'
    | 'gatherDistance'
    | 'faintDistance'
    | 'metalDistance'
    | 'regionRadius'
    | 'airHU'
    | 'airDistance'
    | 'airShare'
  >;
  readonly bone: Rules<'minVolume' | 'marrowArea' | 'cortexHU' | 'neckRatio' | 'shellRatio' | 'surfaceHU'>;
  readonly nodules: Rules<'sizeRatio' | 'neckRatio' | 'cobblestones'>;
  readonly level: Rules<'minColumns' | 'maxDeviation' | 'share' | 'fluidMaxHU'>;
  readonly zonality: Rules<'difference' | 'hollowShare'>;
  readonly density: Rules<'heterogeneousShare' | 'answerableRatio'>;
  readonly contact: Rules<'cleftMax' | 'clearDistance' | 'resolutionShare'>;
  /** How sure a proposed finding is, 0 to 1. */
  readonly confidence: Rules<
    | 'rim'
    | 'nodules'
    | 'confluence'
    | 'level'
    | 'boneClear'
    | 'boneClose'
    | 'cleft'
    | 'boneContact'
    | 'softTissue'
  >;
}

/** The CT rules of a knowledge release. */
export function ctRules(release: Pick<Release, 'thresholds'> = loadRelease()): CtRules {
  const sections = release.thresholds['ct'] as Readonly<Record<string, Readonly<Record<string, Rule>>>>;
  const values = Object.entries(sections).map(([section, rules]) => [
    section,
    Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.value])),
  ]);
  return Object.fromEntries(values) as CtRules;
}
