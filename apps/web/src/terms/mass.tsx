import type { ReactNode } from 'react';
import { bone, discs, fill, INK, mass, stroke } from './shapes.tsx';

const lobulated = 'M14 12q6-6 11-1 8-4 11 4 6 4 2 11 3 8-6 10-5 6-11 1-9 3-11-5-6-5-2-11-2-6 6-9z';

/** Form and surroundings of the mass. */
export const massPictures: Readonly<Record<string, ReactNode>> = {
  'margin.well_defined': (
    <circle cx="24" cy="24" r="15" fill={INK.mass} stroke={INK.bright} strokeWidth="1.2" />
  ),
  'margin.ill_defined': (
    <>
      {[17, 14, 11, 8].map((radius) => (
        <circle key={radius} cx="24" cy="24" r={radius} fill={INK.mass} opacity="0.38" />
      ))}
    </>
  ),
  'shape.lobulated': fill(lobulated, INK.mass),
  'shape.round_oval': <ellipse cx="24" cy="24" rx="17" ry="12" fill={INK.mass} />,
  'shape.infiltrative': fill('M24 10l4 8 12-6-8 10 10 6-12 1 3 13-9-9-11 8 5-12-12-3 11-4-6-11z', INK.mass),
  'shape.linear': stroke('M8 38L40 10', INK.mass, 6),
  'internal.solid': mass(),
  'internal.cystic': <circle cx="24" cy="24" r="15" fill={INK.fluid} stroke={INK.mass} strokeWidth="3" />,
  'internal.mixed': (
    <>
      {mass()}
      {discs(
        [
          [18, 19],
          [30, 29],
        ],
        5.5,
        INK.fluid,
      )}
    </>
  ),
  'septation.unilocular': (
    <circle cx="24" cy="24" r="15" fill={INK.fluid} stroke={INK.bright} strokeWidth="1.2" />
  ),
  'septation.multilocular': (
    <>
      <circle cx="24" cy="24" r="15" fill={INK.fluid} stroke={INK.bright} strokeWidth="1.2" />
      {stroke('M24 9V39M10 19L38 29M12 33L34 13', INK.bright, 1.2)}
    </>
  ),
  'noncalcified_soft_tissue.yes': (
    <>
      {mass(INK.mass, 19)}
      {discs(
        [
          [16, 18],
          [20, 25],
          [14, 27],
        ],
        4,
      )}
    </>
  ),
  'perilesional_oedema.yes': (
    <>
      <circle cx="24" cy="24" r="22" fill={INK.fluid} opacity="0.45" />
      {mass(INK.mass, 13)}
    </>
  ),
  'necrosis_or_haemorrhage.yes': (
    <>
      {mass()}
      {fill('M17 22q4-8 10-4 8 2 5 9-3 8-10 5-8-2-5-10z', INK.dark)}
    </>
  ),
  'fat_content.yes': (
    <>
      {mass()}
      {fill('M14 18q6-6 10 0 2 8-6 8-6-1-4-8zM26 28q6-5 9 0 1 7-6 7-5-1-3-7z', INK.dark)}
    </>
  ),
  'displaces_neighbours.yes': (
    <>
      {mass(INK.mass, 12)}
      {stroke('M40 0C40 14 44 18 44 24S40 34 40 48', '#a05048', 4)}
      {stroke('M8 0C8 14 4 18 4 24S8 34 8 48', '#4d6ea0', 4)}
    </>
  ),
  'invades_neighbours.yes': (
    <>
      {stroke('M36 0V48', '#a05048', 6)}
      {fill('M10 14q10-8 18 0l10 4-4 6 6 6-12 4q-10 8-18-1-6-10 0-19z', INK.mass)}
    </>
  ),
  'vessel_encasement.yes': (
    <>
      {mass()}
      <circle cx="24" cy="24" r="5" fill="#a05048" stroke={INK.dark} strokeWidth="1" />
    </>
  ),
  'capsule.yes': <circle cx="24" cy="24" r="15" fill={INK.mass} stroke={INK.line} strokeWidth="2.4" />,
  'intratumoral_gas.yes': (
    <>
      {mass()}
      {discs(
        [
          [19, 18],
          [25, 16],
          [29, 21],
          [22, 23],
        ],
        2.2,
        '#000',
      )}
    </>
  ),
  'foraminal_extension.yes': (
    <>
      {fill('M0 0H20V17Q24 24 20 31V48H0ZM30 0H48V48H30V31Q26 24 30 17Z', INK.bone)}
      {fill('M4 24q6-9 14-3h10q10-7 16 3-6 10-16 3H18q-8 6-14-3z', INK.mass)}
    </>
  ),
  'insinuating_growth.yes': (
    <>
      {discs(
        [
          [14, 14],
          [34, 13],
          [24, 30],
          [40, 36],
          [9, 38],
        ],
        5.5,
        INK.bone,
      )}
      {stroke('M4 26Q14 22 22 20T44 24M14 26Q16 40 30 40M24 4V18', INK.mass, 5)}
    </>
  ),
  'compartment.periarticular_bursal': joint([10, 22]),
  'compartment.intra_articular': joint([24, 24]),
  'compartment.tendon_ligament': (
    <>
      {stroke('M8 4Q26 18 40 44', '#a7adb3', 9)}
      {discs([[24, 22]], 4.5)}
    </>
  ),
  'compartment.intramuscular': (
    <>
      {fill('M24 2Q42 24 24 46Q6 24 24 2Z', '#7a4b45')}
      {discs([[24, 24]], 5.5)}
    </>
  ),
  'compartment.subcutaneous': layers(9),
  'compartment.fascial': layers(21),
  'compartment.juxtacortical': (
    <>
      {bone()}
      {fill('M34 12Q16 14 18 24T34 36Z')}
    </>
  ),
  'compartment.neurovascular': (
    <>
      {stroke('M6 8Q24 24 42 40', INK.line, 3)}
      {stroke('M2 14Q20 30 36 46', '#a05048', 3)}
      {discs([[24, 24]], 6.5, INK.mass)}
    </>
  ),
  'multiplicity.solitary': discs([[24, 24]], 7, INK.mass),
  'multiplicity.multiple': discs(
    [
      [12, 13],
      [34, 15],
      [17, 34],
      [36, 36],
    ],
    6,
    INK.mass,
  ),
};

/** A joint with the lesion at a place. */
function joint([x, y]: readonly [number, number]): ReactNode {
  return (
    <>
      {fill('M14 0H36V16Q25 23 14 16Z', INK.bone)}
      {fill('M14 48H36V32Q25 25 14 32Z', INK.bone)}
      <path d="M12 14Q6 24 12 34M38 14Q44 24 38 34" fill="none" stroke={INK.fluid} strokeWidth="1.500" />
      <circle cx={x} cy={y} r="5" fill={INK.mineral} />
    </>
  );
}

/** Skin, fat, fascia and muscle from above, with the lesion at a depth. */
function layers(y: number): ReactNode {
  return (
    <>
      <rect width="48" height="3" fill={INK.bright} />
      <rect y="3" width="48" height="16" fill="#8a7c50" />
      <rect y="19" width="48" height="3" fill={INK.bright} />
      <rect y="22" width="48" height="26" fill="#7a4b45" />
      <ellipse cx="24" cy={y} rx="9" ry="4.5" fill={INK.mineral} stroke={INK.dark} strokeWidth="0.6" />
    </>
  );
}
