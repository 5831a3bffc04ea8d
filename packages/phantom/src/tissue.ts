/**
 * Materials of the phantoms with their CT number and relative MR signal. Values are chosen to look like the tissue
 * at 120 kV and 1.5 to 3 T; they define the phantom and are not clinical thresholds.
 */
export interface Tissue {
  readonly hu: number;
  /** Signal relative to muscle = 100: T1, T2, fat-suppressed T2, contrast-enhanced T1. */
  readonly mr: { readonly t1: number; readonly t2: number; readonly t2fs: number; readonly t1post: number };
}

export const tissues = {
  air: { hu: -1000, mr: { t1: 0, t2: 0, t2fs: 0, t1post: 0 } },
  fat: { hu: -100, mr: { t1: 300, t2: 220, t2fs: 30, t1post: 300 } },
  muscle: { hu: 55, mr: { t1: 100, t2: 100, t2fs: 100, t1post: 120 } },
  cortex: { hu: 1400, mr: { t1: 8, t2: 8, t2fs: 8, t1post: 8 } },
  marrow: { hu: 40, mr: { t1: 260, t2: 180, t2fs: 60, t1post: 265 } },
  trabecular: { hu: 230, mr: { t1: 220, t2: 150, t2fs: 60, t1post: 225 } },
  cartilage: { hu: 90, mr: { t1: 95, t2: 260, t2fs: 280, t1post: 100 } },
  fluid: { hu: 15, mr: { t1: 60, t2: 420, t2fs: 450, t1post: 60 } },
  fibrous: { hu: 70, mr: { t1: 85, t2: 220, t2fs: 240, t1post: 190 } },
  tumour: { hu: 45, mr: { t1: 105, t2: 280, t2fs: 320, t1post: 230 } },
  oedema: { hu: 40, mr: { t1: 80, t2: 260, t2fs: 330, t1post: 140 } },
  calcium: { hu: 650, mr: { t1: 15, t2: 15, t2fs: 15, t1post: 15 } },
  milkOfCalcium: { hu: 420, mr: { t1: 40, t2: 30, t2fs: 30, t1post: 40 } },
  ossified: { hu: 800, mr: { t1: 20, t2: 20, t2fs: 20, t1post: 20 } },
  faintCalcium: { hu: 260, mr: { t1: 60, t2: 60, t2fs: 60, t1post: 60 } },
  tophus: { hu: 210, mr: { t1: 90, t2: 80, t2fs: 90, t1post: 130 } },
  blood: { hu: 60, mr: { t1: 140, t2: 240, t2fs: 260, t1post: 150 } },
  metal: { hu: 3000, mr: { t1: 0, t2: 0, t2fs: 0, t1post: 0 } },
} as const satisfies Record<string, Tissue>;

export type TissueName = keyof typeof tissues;
