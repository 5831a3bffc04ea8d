import { lackingItems, protocolChecklist, seriesRole, type PatientStudies } from '@calx/dicom';
import type { Context } from '../context.ts';
import { seriesOf, uidOf } from './study.ts';

export interface ProtocolAnswer {
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly series: readonly string[];
  }[];
  /** What the study lacks, in words. */
  readonly lacks: readonly string[];
}

/** The usual protocol as a checklist: which series answer each item, and what the study lacks. */
export function protocolOf({ t }: Context, patient: PatientStudies): ProtocolAnswer {
  const series = seriesOf(patient).map((one) => ({ key: uidOf(one), role: seriesRole(one) }));
  const checklist = protocolChecklist(series);
  const name = (id: string): string => t(`dicom:protocol.${id}`);
  return {
    items: checklist.map(({ id, series: found }) => ({ id, name: name(id), series: found })),
    lacks: lackingItems(
      checklist,
      series.map(({ role }) => role),
    ).map(name),
  };
}
