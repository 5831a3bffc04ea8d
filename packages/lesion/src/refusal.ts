/** Why something was not measured: a code of the text catalog `lesion:error.*` and its parameters. */
export interface Refusal {
  readonly where: string;
  readonly code:
    | 'outsideVolume'
    | 'nothingHere'
    | 'nothingLeft'
    | 'onBone'
    | 'emptyMask'
    | 'emptyBox'
    | 'metal'
    | 'nearMetal'
    | 'streaks'
    | 'nearGas'
    | 'notHounsfield'
    | 'otherGrid';
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a step of a measurement throws where it can't go on; the whole measurement returns it as a refusal. */
export class RefusalError<Code extends string> extends Error {
  readonly code: Code;
  readonly params: Refusal['params'];

  constructor(code: Code, params: Refusal['params'] = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Thrown by the steps of a CT measurement; `measureLesions` returns it as a refusal. */
export class LesionError extends RefusalError<Refusal['code']> {
  override readonly name = 'LesionError';
}

/** The work was stopped on request; nothing is wrong with the input. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}
