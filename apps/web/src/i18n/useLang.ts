import { useTranslation } from 'react-i18next';
import type { Lang, Text } from '@calx/knowledge';

/** The language of the screen. */
export function useLang(): Lang {
  return useTranslation().i18n.language === 'zh' ? 'zh' : 'en';
}

/** Picks the screen's language out of a text of the knowledge data. */
export function useText(): (text: Text) => string {
  const lang = useLang();
  return (text) => text[lang];
}
