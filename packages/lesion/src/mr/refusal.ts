import { RefusalError } from '../refusal.ts';

/** Why something of an MR study was not measured: text keys `lesion:mr.error.*`. */
export interface MrRefusal {
  /** Series UID, or the name of the sequence that is missing. */
  readonly where: string;
  readonly code: `mr.${MrProblem}`;
  readonly params: Readonly<Record<string, string | number>>;
}

export type MrProblem =
  | 'noSequence'
  | 'noSuchSeries'
  | 'outside'
  | 'noPoint'
  | 'otherGrid'
  | 'otherFrame'
  | 'notCovered'
  | 'noEdge'
  | 'tooSmall'
  | 'noMuscle'
  | 'muscleMixed'
  | 'muscleOutside'
  | 'noCalcium'
  | 'noCalciumT1'
  | 'missingT1'
  | 'missingT2'
  | 'missingT2Fs'
  | 'missingContrast'
  | 'missingBefore'
  | 'noGradientEcho'
  | 'partOnly'
  | 'calcifiedPart'
  | 'fatDiffers'
  | 'misaligned'
  | 'enhancesBeyond';

/** Thrown by the steps of an MR measurement; `measureMr` returns it as a refusal. */
export class MrError extends RefusalError<MrProblem> {
  override readonly name = 'MrError';
}
