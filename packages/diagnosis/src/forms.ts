import type { Release, Text } from '@calx/knowledge';
import { profileLines, type ProfileLine, type ProfileFile } from './profiles.ts';

/** A way in which a diagnosis appears that differs from the usual in several findings at once. */
export interface Form {
  readonly id: string;
  readonly name: Text;
  /** Share of the diagnosis' patients. */
  readonly share: number;
  /** What differs from the diagnosis' profile, by variable. */
  readonly lines: ReadonlyMap<string, ProfileLine>;
}

interface FormFile extends Omit<ProfileFile, 'diagnosis'> {
  readonly id: string;
  readonly name: Text;
  readonly share: { readonly value: number };
}

/** The special forms of a diagnosis, from `knowledge/forms`. */
export function readForms(release: Release, diagnosis: string): Form[] {
  const file = release.forms[diagnosis] as { readonly forms: readonly FormFile[] } | undefined;
  return (file?.forms ?? []).map((form) => ({
    id: form.id,
    name: form.name,
    share: form.share.value,
    lines: profileLines(form),
  }));
}
