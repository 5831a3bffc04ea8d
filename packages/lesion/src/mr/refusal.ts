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
export class MrError extends Error {
  override readonly name = 'MrError';
  readonly code: MrProblem;
  readonly params: MrRefusal['params'];

  constructor(code: MrProblem, params: MrRefusal['params'] = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
