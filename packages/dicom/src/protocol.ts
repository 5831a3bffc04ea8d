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

/** Items that are named together where a study has none of them, by the name of the group. */
const GROUPS: readonly (readonly [group: string, belongs: (id: string) => boolean])[] = [
  ['radiographs', (id) => /^(limb|pelvis)-/.test(id)],
  ['mri', (id) => id.startsWith('mr-')],
];

/**
 * What a study lacks of the protocol, as keys of `protocol` in the catalog `dicom`: a modality that is missing
 * altogether by its name, else item by item. Films are asked of the region that was filmed, and nothing is claimed of
 * views that the headers do not tell.
 */
export function lackingItems(
  checklist: readonly ChecklistItem[],
  roles: readonly Pick<SeriesRole, 'role' | 'bodyPart'>[],
): readonly string[] {
  const films = roles.filter(({ role }) => role.startsWith('radiograph'));
  const regions = new Set(films.map(({ bodyPart }) => bodyPart));
  const unknownView = films.some(({ role }) => role === 'radiograph');
  const present: Readonly<Record<string, boolean>> = {
    radiographs: films.length > 0,
    mri: roles.some(({ role }) => role.startsWith('mr-') && role !== 'mr-localizer'),
  };
  const asked = ({ id }: ChecklistItem): boolean => {
    if (id.startsWith('limb-')) return regions.has('limb') && !unknownView;
    return !id.startsWith('pelvis-') || (regions.has('pelvis') && !unknownView);
  };
  const missing = checklist.filter(({ series }) => series.length === 0);
  const whole = GROUPS.filter(([group]) => !present[group]);
  const inGroup = (id: string): boolean => whole.some(([, belongs]) => belongs(id));
  const rest = missing.filter((item) => !inGroup(item.id) && asked(item)).map(({ id }) => id);
  const groups = whole.filter(([, belongs]) => missing.some(({ id }) => belongs(id))).map(([group]) => group);
  return [
    ...groups.filter((group) => group === 'radiographs'),
    ...rest,
    ...groups.filter((group) => group === 'mri'),
  ];
}
