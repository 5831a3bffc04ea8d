import type { ReactNode } from 'react';

/** Parts of the schematic drawings, on a field of 48 by 48. Colours are those of a film: dense is bright. */

export const INK = {
  tissue: '#2b333d',
  mass: '#4d5967',
  fluid: '#66788c',
  mineral: '#f4efdf',
  bone: '#cfc3a2',
  marrow: '#6d6654',
  dark: '#0d1116',
  bright: '#dfe7ee',
  line: '#f0b055',
} as const;

export type Point = readonly [x: number, y: number];

/** Discs of one radius at several places. */
export function discs(places: readonly Point[], radius: number, fill: string = INK.mineral): ReactNode {
  return places.map(([x, y]) => <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} fill={fill} />);
}

/** Rings and arcs as cartilage calcifies. */
export function rings(places: readonly Point[], radius: number, width = 1.6): ReactNode {
  return places.map(([x, y]) => (
    <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} fill="none" stroke={INK.mineral} strokeWidth={width} />
  ));
}

export const stroke = (d: string, colour: string = INK.mineral, width = 2): ReactNode => (
  <path d={d} fill="none" stroke={colour} strokeWidth={width} strokeLinecap="round" strokeLinejoin="round" />
);

export const fill = (d: string, colour: string = INK.mineral): ReactNode => <path d={d} fill={colour} />;

/** A round soft-tissue mass in the middle. */
export const mass = (colour: string = INK.mass, radius = 17): ReactNode => (
  <circle cx="24" cy="24" r={radius} fill={colour} />
);

/** A long bone along the right edge: cortex and marrow. */
export const bone = (): ReactNode => (
  <>
    <rect x="34" y="0" width="14" height="48" fill={INK.bone} />
    <rect x="39" y="0" width="9" height="48" fill={INK.marrow} />
  </>
);

/** Muscle on the left half, for what signal is compared with. */
export const muscle = (): ReactNode => <rect x="0" y="0" width="48" height="48" fill="#59636e" />;
