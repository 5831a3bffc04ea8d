import { useTranslation } from 'react-i18next';
import { textKey } from '@calx/lesion';
import { ROOM_NAMESPACES } from './namespaces.ts';

interface Coded {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const isCoded = (value: unknown): value is Coded =>
  typeof value === 'object' && value !== null && typeof (value as Coded).code === 'string';

/** One clear sentence for an error or refusal: found by its code in the catalogs of the rooms. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (!isCoded(error)) return t('errors.fault', { message: error instanceof Error ? error.message : '' });
    const ofLesion = textKey('error', error.code);
    if (i18n.exists(ofLesion)) return t(ofLesion, { ...error.params });
    for (const room of ROOM_NAMESPACES) {
      const key = [`${room}:errors.${error.code}`, `${room}:error.${error.code}`].find((name) =>
        i18n.exists(name),
      );
      if (key) return t(key, { ...error.params });
    }
    return t('errors.fault', { message: error.code });
  };
}
