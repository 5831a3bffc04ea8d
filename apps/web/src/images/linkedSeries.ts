import type { CaseSeries } from '../api/types.ts';

/** The sequences that a mass is read on side by side, in the order in which they are read. */
const READ_TOGETHER: readonly (readonly string[])[] = [
  ['mr-t1'],
  ['mr-t2', 'mr-pd'],
  ['mr-t2-fs', 'mr-pd-fs'],
  ['mr-t1-post', 'mr-t1-fs'],
];

/** MR series in the plane of the chosen one, one of each kind, the chosen one among them; one alone is no grid. */
export function linkedSeries(chosen: CaseSeries, all: readonly CaseSeries[]): readonly CaseSeries[] {
  if (chosen.modality !== 'MR') return [];
  const inPlane = all.filter(({ modality, plane }) => modality === 'MR' && plane === chosen.plane);
  const linked = READ_TOGETHER.flatMap((roles): readonly CaseSeries[] => {
    const own = inPlane.filter(({ role }) => roles.includes(role ?? ''));
    const [first] = own.includes(chosen) ? [chosen] : own;
    return first ? [first] : [];
  });
  return linked.includes(chosen) && linked.length > 1 ? linked : [];
}
