import type { ReactNode } from 'react';
import { bone, discs, fill, INK, mass, rings, stroke, type Point } from './shapes.tsx';

const cobbles: readonly Point[] = [
  [17, 15],
  [28, 13],
  [13, 25],
  [24, 24],
  [35, 23],
  [19, 34],
  [30, 34],
];
const scattered: readonly Point[] = [
  [12, 18],
  [17, 27],
  [20, 14],
  [24, 33],
  [26, 21],
  [31, 29],
  [33, 16],
  [36, 24],
  [15, 35],
  [28, 38],
  [22, 25],
];

/** How mineral looks within a mass: pattern, matrix, fusion, density. */
export const mineralPictures: Readonly<Record<string, ReactNode>> = {
  'mineralised.yes': (
    <>
      {mass()}
      {discs(cobbles.slice(2, 5), 4)}
    </>
  ),
  'mineralised.no': mass(),
  'matrix.calcification': (
    <>
      {mass()}
      {discs(
        [
          [20, 20],
          [29, 25],
          [20, 31],
        ],
        5,
      )}
    </>
  ),
  'matrix.ossification': (
    <>
      {mass()}
      <circle cx="24" cy="24" r="13" fill={INK.marrow} stroke={INK.bone} strokeWidth="3" />
      {stroke('M16 20L32 28M16 28L32 20M24 13V35', INK.bone, 1)}
    </>
  ),
  'matrix.chondroid': (
    <>
      {mass()}
      {rings(
        [
          [18, 18],
          [29, 17],
          [17, 30],
          [30, 30],
        ],
        4.5,
      )}
    </>
  ),
  'matrix.mixed': (
    <>
      {mass()}
      {rings(
        [
          [18, 18],
          [17, 31],
        ],
        4.5,
      )}
      {discs([[30, 18]], 5)}
      <circle cx="30" cy="31" r="5" fill={INK.marrow} stroke={INK.bone} strokeWidth="2" />
    </>
  ),
  'pattern.multinodular_cobblestone': discs(cobbles, 6.2),
  'pattern.amorphous_cloudlike': (
    <>
      {mass()}
      <g opacity="0.75">
        {discs(
          [
            [18, 20],
            [25, 17],
            [30, 24],
            [22, 28],
            [29, 31],
          ],
          6.5,
          '#cfd0c8',
        )}
      </g>
    </>
  ),
  'pattern.peripheral_zonal': (
    <>
      {mass()}
      <circle cx="24" cy="24" r="15" fill="none" stroke={INK.mineral} strokeWidth="4.5" />
    </>
  ),
  'pattern.central_immature': (
    <>
      {mass()}
      <g opacity="0.7">
        {discs(
          [
            [22, 22],
            [27, 24],
            [23, 28],
          ],
          5,
          '#cfd0c8',
        )}
      </g>
    </>
  ),
  'pattern.rings_arcs': (
    <>
      {mass()}
      {rings(
        [
          [17, 18],
          [30, 16],
          [33, 30],
        ],
        4.5,
      )}
      {stroke('M12 29a6 6 0 0 1 11 0M19 37a5 5 0 0 1 9 0')}
    </>
  ),
  'pattern.loose_bodies': (
    <>
      {fill('M8 0H40V15Q24 22 8 15Z', INK.bone)}
      {fill('M8 48H40V34Q24 28 8 34Z', INK.bone)}
      {discs(
        [
          [14, 24],
          [21, 26],
          [28, 25],
          [35, 23],
        ],
        3,
      )}
    </>
  ),
  'pattern.linear_sheet': (
    <>
      {stroke('M8 14Q24 8 40 15', INK.mineral, 3)}
      {stroke('M8 26Q24 19 40 27', INK.mineral, 3)}
      {stroke('M8 38Q24 31 40 38', INK.mineral, 3)}
    </>
  ),
  'pattern.punctate_stippled': (
    <>
      {mass()}
      {discs(scattered, 1.4)}
    </>
  ),
  'pattern.phleboliths': (
    <>
      {stroke('M8 40C14 30 10 22 20 18S34 18 40 6', '#5b4a55', 7)}
      {[
        [15, 26],
        [23, 17],
        [36, 11],
      ].map(([x = 0, y = 0]) => (
        <circle key={x} cx={x} cy={y} r="4" fill={INK.fluid} stroke={INK.mineral} strokeWidth="2.4" />
      ))}
    </>
  ),
  'pattern.plaque_peripheral': (
    <>
      {mass()}
      {stroke('M9 20A15.500 15.500 0 0 1 26 8.500', INK.mineral, 4)}
      {stroke('M39 29A15.500 15.500 0 0 1 30 38.500', INK.mineral, 4)}
    </>
  ),
  'pattern.reverse_zonal': (
    <>
      {mass()}
      {discs([[24, 24]], 8)}
      <circle cx="24" cy="24" r="11" fill="none" stroke="#a9a798" strokeWidth="2" strokeDasharray="2 3" />
    </>
  ),
  'pattern.eggshell': (
    <>
      {mass()}
      <circle cx="24" cy="24" r="16.500" fill="none" stroke={INK.mineral} strokeWidth="1.6" />
    </>
  ),
  'pattern.flocculent': (
    <>
      {mass()}
      {discs(
        [
          [17, 19],
          [26, 16],
          [32, 23],
          [20, 29],
          [29, 32],
        ],
        3.6,
      )}
      {discs(
        [
          [20, 20],
          [28, 19],
          [23, 31],
          [31, 27],
        ],
        2.6,
      )}
    </>
  ),
  'pattern.chicken_wire': (
    <>
      {mass()}
      {stroke(
        'M10 20l7-5 7 4 7-4 7 5M10 30l7 5 7-4 7 4 7-5M17 15v-5M24 19v12M31 15v-5M10 20v10M38 20v10',
        INK.mineral,
        1.4,
      )}
    </>
  ),
  'pattern.coarse': (
    <>
      {mass()}
      {fill('M15 15l8-2 3 6-5 5-7-2zM27 26l8-3 2 7-6 5-6-3zM16 30l6 1 1 6-6 1z')}
    </>
  ),
  'pattern.globular': (
    <>
      {mass()}
      {discs(
        [
          [20, 21],
          [30, 28],
        ],
        6,
      )}
    </>
  ),
  'confluence.separate': discs(
    [
      [12, 14],
      [30, 12],
      [22, 26],
      [37, 29],
      [13, 37],
      [29, 40],
    ],
    4.5,
  ),
  'confluence.partly_fused': discs(
    [
      [14, 16],
      [21, 20],
      [33, 13],
      [36, 30],
      [29, 34],
      [14, 36],
    ],
    5.5,
  ),
  'confluence.fused': discs(cobbles, 7.5),
  'density.homogeneous': discs([[24, 24]], 14),
  'density.heterogeneous': (
    <>
      {discs([[24, 24]], 14, '#b9b6a8')}
      {discs(
        [
          [19, 19],
          [29, 27],
          [20, 31],
        ],
        4,
      )}
      {discs(
        [
          [29, 18],
          [24, 25],
        ],
        3,
        INK.mass,
      )}
    </>
  ),
  'fluid_calcium_level.yes': (
    <>
      <circle cx="24" cy="24" r="16" fill={INK.fluid} />
      {fill('M8 24H40A16 16 0 0 1 8 24Z')}
    </>
  ),
  'lucent_septa.yes': (
    <>
      {discs([[24, 24]], 16)}
      {stroke('M24 8V22M24 22L10 32M24 22L39 31M16 27L18 39M32 26L31 39', INK.tissue, 2)}
    </>
  ),
  'mineral_on_follow_up.maturing': pair(2.5, 4.5, true),
  'mineral_on_follow_up.increasing': pair(2.5, 5),
  'mineral_on_follow_up.decreasing': pair(5, 2.5),
  'mineral_on_follow_up.unchanged': pair(4, 4),
  'lucent_cleft_to_cortex.yes': (
    <>
      {bone()}
      <circle cx="19" cy="24" r="12" fill={INK.mass} stroke={INK.mineral} strokeWidth="4" />
      {stroke('M32.500 8V40', INK.dark, 1.6)}
    </>
  ),
};

/** The same mass before and after. */
function pair(first: number, later: number, rim = false): ReactNode {
  return (
    <>
      <circle cx="11" cy="24" r="9" fill={INK.mass} />
      <circle cx="37" cy="24" r="9" fill={INK.mass} />
      <circle cx="11" cy="24" r={first} fill={INK.mineral} />
      {rim ? (
        <circle cx="37" cy="24" r="7.5" fill={INK.marrow} stroke={INK.mineral} strokeWidth="2.5" />
      ) : (
        <circle cx="37" cy="24" r={later} fill={INK.mineral} />
      )}
      {stroke('M21 24h6M25 22l2 2-2 2', INK.line, 1.4)}
    </>
  );
}
