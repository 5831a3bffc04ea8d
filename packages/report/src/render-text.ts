import type { Report } from './types.ts';

/** The report as plain text for the clipboard and the RIS: a heading a section, a line a sentence. */
export function renderText(report: Report): string {
  const blocks = report.sections.map(({ title, sentences }) => {
    const heading = report.lang === 'zh' ? `【${title}】` : title.toUpperCase();
    return [heading, ...sentences.map(({ text }) => text)].join('\n');
  });
  return `${[report.title, ...blocks, report.notices.map(({ text }) => text).join('\n')].join('\n\n')}\n`;
}
