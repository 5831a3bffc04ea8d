import type { Role } from './role-rules.ts';

/** One reason for a role; `code` is a key of `because` in the catalog `dicom`. */
export interface Reason {
  readonly code:
    | 'modality'
    | 'image-type'
    | 'sop-class'
    | 'view-position'
    | 'patient-orientation'
    | 'description'
    | 'timing'
    | 'contrast-agent'
    | 'scan-options'
    | 'inversion-time'
    | 'acquisition-contrast'
    | 'conflict'
    | 'unknown';
  readonly params: Readonly<Record<string, string | number>>;
}

export interface RoleGuess {
  readonly role: Role;
  /** 0 to 1, from the rules. */
  readonly confidence: number;
  readonly because: readonly Reason[];
  /** Of MR: is fat suppressed? Its role says so only where no contrast was given. */
  readonly fatSuppressed?: boolean;
}
