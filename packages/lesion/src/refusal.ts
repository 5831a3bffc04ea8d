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
    | 'notHounsfield'
    | 'otherGrid';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Thrown by the steps of a measurement; `measureLesions` returns it as a refusal. */
export class LesionError extends Error {
  override readonly name = 'LesionError';
  readonly code: Refusal['code'];
  readonly params: Refusal['params'];

  constructor(code: Refusal['code'], params: Refusal['params'] = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** The work was stopped on request; nothing is wrong with the input. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}
