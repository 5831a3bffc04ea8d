import type { ReactNode } from 'react';
import { bone, discs, fill, INK, stroke } from './shapes.tsx';

/** What bone and joint do beside the mass. */
export const bonePictures: Readonly<Record<string, ReactNode>> = {
  'bone.none': beside(null),
  'bone.erosion_punched_out': beside(
    <>
      {fill('M34 15Q46 16 46 24T34 33Z', INK.mass)}
      {stroke('M34 15Q46 16 46 24T34 33M34 15l-4-3M34 33l-4 3', INK.mineral, 1.6)}
    </>,
  ),
  'bone.pressure_remodelling': beside(
    <>
      {fill('M34 12Q39 24 34 36Z', INK.mass)}
      {stroke('M34 12Q39 24 34 36', INK.mineral, 2)}
    </>,
  ),
  'bone.periosteal_reaction': beside(stroke('M31 8V40M28 14V34', INK.mineral, 1.6)),
  'bone.destruction': beside(fill('M33 12l8 2 5 6-3 5 4 6-9 5-5-1z', INK.mass)),
  'bone.cortical_attachment': beside(fill('M36 17H24V31H36Z', INK.mineral)),
  'bone.erosion': beside(fill('M34 17q5 0 5 4 4 2 1 5 1 5-6 5z', INK.mass)),
  'bone.scalloping': beside(fill('M34 8q5 4 0 8 6 4 0 8 6 4 0 8 5 4 0 8z', INK.mass)),
  'bone.sclerosis': beside(<rect x="34" y="12" width="9" height="24" fill={INK.mineral} />),
  'bone.expansion': beside(fill('M34 8Q24 24 34 40H38V8Z', INK.bone)),
  'bone.ankylosis': fill('M0 14H48V34H0Z', INK.bone),
  'bone.medullary_invasion': beside(<>{fill('M34 19H48V31H34Z', INK.mass)}</>),
  'joint_space.normal': space(9, null),
  'joint_space.narrowed': space(2.5, null),
  'joint_space.effusion': space(9, <ellipse cx="24" cy="24" rx="22" ry="7" fill={INK.fluid} />),
  'joint_space.intraarticular_bodies': space(
    9,
    discs(
      [
        [15, 24],
        [24, 25],
        [33, 23],
      ],
      2.6,
    ),
  ),
  'marrow_oedema.yes': (
    <>
      {bone()}
      <ellipse cx="46" cy="24" rx="8" ry="14" fill={INK.bright} opacity="0.8" />
    </>
  ),
};

function beside(change: ReactNode): ReactNode {
  return (
    <>
      {bone()}
      <circle cx="19" cy="24" r="13" fill={INK.mass} />
      {change}
    </>
  );
}

/** A joint whose space is so wide. */
export function space(width: number, inside: ReactNode): ReactNode {
  const [top, bottom] = [24 - width / 2, 24 + width / 2];
  return (
    <>
      {fill(`M6 0H42V${top - 4}Q24 ${top + 3} 6 ${top - 4}Z`, INK.bone)}
      {fill(`M6 48H42V${bottom + 4}Q24 ${bottom - 3} 6 ${bottom + 4}Z`, INK.bone)}
      {inside}
    </>
  );
}
