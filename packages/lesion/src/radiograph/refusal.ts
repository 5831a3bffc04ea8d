import { RefusalError } from '../refusal.ts';

/** Why something of a radiograph was not measured: text keys `lesion:radiograph.error.*`. */
export interface RadiographRefusal {
  /** Series UID. */
  readonly where: string;
  readonly code: `radiograph.${RadiographProblem}`;
  readonly params: Readonly<Record<string, string | number>>;
}

export type RadiographProblem =
  | 'noPoint'
  | 'outside'
  | 'badOutline'
  | 'colour'
  | 'onBorder'
  | 'onOpaque'
  | 'nothingHere'
  | 'bone'
  | 'stroke'
  | 'crossedOutline'
  | 'outlineOutside'
  | 'opaqueInside'
  | 'mineralOpen';

/** Thrown by the steps of a measurement; `measureRadiograph` returns it as a refusal. */
export class RadiographError extends RefusalError<RadiographProblem> {
  override readonly name = 'RadiographError';
}
