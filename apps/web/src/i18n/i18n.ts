import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadTexts, type Lang } from '@calx/knowledge';

const STORED = 'calx-lang';

/** Chinese for a Chinese browser, else English; a reader's own choice stays. */
function preferredLang(): Lang {
  const stored = localStorage.getItem(STORED);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** Starts the translations with the catalogs of the knowledge release: one namespace a room. */
export function startI18n(): I18n {
  const text = loadTexts();
  void i18next.use(initReactI18next).init({
    lng: preferredLang(),
    fallbackLng: 'en',
    defaultNS: 'web',
    ns: Object.keys(text.en),
    resources: { zh: { ...text.zh }, en: { ...text.en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const mark = (lang: string): void => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  };
  mark(i18next.language);
  i18next.on('languageChanged', (lang) => {
    localStorage.setItem(STORED, lang);
    mark(lang);
  });
  return i18next;
}
