import type { ReactNode } from 'react';
import { space } from './bone.tsx';
import { discs, fill, INK, muscle, stroke } from './shapes.tsx';

const SIGNALS = { hypo: '#1b2026', iso: '#59636e', hyper: '#e4eaf0' } as const;
const MR = ['t1', 't2', 't2_fat_suppressed'] as const;

/** Signal and enhancement on MRI; the field is muscle on the same sequence. */
export const signalPictures: Readonly<Record<string, ReactNode>> = {
  ...Object.fromEntries(
    MR.flatMap((sequence) => [
      ...Object.entries(SIGNALS).map(([value, colour]) => [
        `${sequence}.${value}`,
        <>
          {muscle()}
          <circle cx="24" cy="24" r="14" fill={colour} stroke={INK.dark} strokeWidth="0.8" />
        </>,
      ]),
      [
        `${sequence}.mixed`,
        <>
          {muscle()}
          <circle cx="24" cy="24" r="14" fill={SIGNALS.hypo} />
          {discs(
            [
              [19, 19],
              [29, 22],
              [23, 31],
            ],
            4,
            SIGNALS.hyper,
          )}
        </>,
      ],
    ]),
  ),
  't2_bright_strands.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="15" fill={SIGNALS.hypo} />
      {stroke('M12 19Q24 24 36 17M13 30Q24 25 36 31M24 10V38', SIGNALS.hyper, 1.8)}
    </>
  ),
  'mr_fluid_levels.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="15" fill={SIGNALS.hyper} />
      {fill('M9 24H39A15 15 0 0 1 9 24Z', SIGNALS.hypo)}
    </>
  ),
  'gre_blooming.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="17" fill="#000" opacity="0.5" />
      <circle cx="24" cy="24" r="11" fill="#000" />
    </>
  ),
  'target_sign.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="15" fill={SIGNALS.hyper} />
      <circle cx="24" cy="24" r="7" fill={SIGNALS.hypo} />
    </>
  ),
  'dark_rim.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="14" fill={SIGNALS.hyper} stroke="#000" strokeWidth="3" />
    </>
  ),
  'flow_voids.yes': (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="15" fill={SIGNALS.hyper} />
      {stroke('M14 18q5 5 3 11M26 12q-3 8 4 12t3 11', '#000', 2.6)}
    </>
  ),
  'enhancement.none': enhancing(null),
  'enhancement.peripheral_septal': enhancing(
    <>
      <circle cx="24" cy="24" r="14" fill="none" stroke={SIGNALS.hyper} strokeWidth="2" />
      {stroke('M11 21Q24 26 37 20M24 10V38', SIGNALS.hyper, 1.4)}
    </>,
  ),
  'enhancement.heterogeneous_mild': enhancing(
    <g opacity="0.45">
      {discs(
        [
          [19, 19],
          [29, 21],
          [23, 30],
        ],
        5,
        SIGNALS.hyper,
      )}
    </g>,
  ),
  'enhancement.heterogeneous_avid': enhancing(
    discs(
      [
        [18, 19],
        [29, 20],
        [22, 30],
        [32, 30],
      ],
      5,
      SIGNALS.hyper,
    ),
  ),
  'enhancement.heterogeneous_ungraded': enhancing(
    discs(
      [
        [18, 20],
        [30, 22],
        [23, 31],
      ],
      4.5,
      '#a8b1ba',
    ),
  ),
  'enhancement.homogeneous_avid': enhancing(<circle cx="24" cy="24" r="14" fill={SIGNALS.hyper} />),
  'enhancement.homogeneous_ungraded': enhancing(<circle cx="24" cy="24" r="14" fill="#a8b1ba" />),
  'enhancement.synovial': (
    <>
      {space(9, null)}
      {stroke('M4 14Q-1 24 4 34M44 14Q49 24 44 34M4 24H12M36 24H44', SIGNALS.hyper, 3)}
    </>
  ),
};

function enhancing(inside: ReactNode): ReactNode {
  return (
    <>
      {muscle()}
      <circle cx="24" cy="24" r="15" fill="#3c444e" />
      {inside}
    </>
  );
}
