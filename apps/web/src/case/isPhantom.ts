import { phantomIdPrefix } from '@calx/phantom';

/** True where the images were made by computation and belong to no patient. */
export const isPhantom = (patient: { readonly id?: string | null } | null | undefined): boolean =>
  patient?.id?.startsWith(phantomIdPrefix) ?? false;
