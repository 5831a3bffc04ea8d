import { DEFAULT_PROTOCOL, type ProtocolItem } from './role-rules.ts';
import type { SeriesRole } from './role.ts';

export interface ChecklistItem {
  /** Key of `protocol` in the catalog `dicom`. */
  readonly id: string;
  /** Keys of the series that fulfil it; empty where the study lacks it. */
  readonly series: readonly string[];
}

function fulfils(role: SeriesRole, item: ProtocolItem): boolean {
  if (!item.roles.includes(role.role)) return false;
  if (item.plane && !(role.plane && item.plane.includes(role.plane))) return false;
  return !item.bodyPart || role.bodyPart === item.bodyPart;
}

/**
 * What of a protocol a study has and what it lacks.
 * @param series key and (possibly corrected) role of each series.
 */
export function protocolChecklist(
  series: readonly { readonly key: string; readonly role: SeriesRole }[],
  protocol: { readonly items: readonly ProtocolItem[] } = DEFAULT_PROTOCOL,
): readonly ChecklistItem[] {
  return protocol.items.map((item) => ({
    id: item.id,
    series: series.filter(({ role }) => fulfils(role, item)).map(({ key }) => key),
  }));
}
