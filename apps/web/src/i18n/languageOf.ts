/**
 * The `lang` of a text that stands as it was published, whatever language the page is in: Chinese, English, or empty
 * (not known) where both are mixed (WCAG 3.1.2).
 */
export function languageOf(text: string): 'zh' | 'en' | '' {
  const chinese = /[\u4e00-\u9fff]/.test(text);
  const english = /[a-z]{3}/i.test(text);
  if (chinese && english) return '';
  return chinese ? 'zh' : 'en';
}
