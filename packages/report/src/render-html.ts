import { ReportError } from './error.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Report, ReportStudy, Section, Sentence } from './types.ts';
import { wordsOf, type Words } from './words.ts';

/** A key image with its caption; the address is a `data:` URL of a PNG, JPEG or WebP. */
export interface KeyImage {
  readonly dataUrl: string;
  readonly caption: string;
}

export interface HtmlOptions {
  readonly images?: readonly KeyImage[];
  /** Whose report it is, for the head of the page. */
  readonly study?: Pick<ReportStudy, 'patient' | 'accession' | 'date'>;
}

const imageUrl = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** The report as one self-contained page for screen and print. Throws a ReportError for an image that is none. */
export function renderHtml(report: Report, options: HtmlOptions = {}): string {
  const words = wordsOf(report.lang);
  const body = [
    `<h1>${escapeHtml(report.title)}</h1>`,
    identity(words, options.study),
    `<aside>${report.notices.map((sentence) => paragraph(sentence)).join('')}</aside>`,
    ...report.sections.map(section),
    // Beside the text that it explains, not alone on a last page below the images.
    report.sections.some(({ sentences }) => sentences.some(({ confirmed }) => !confirmed))
      ? legend(words)
      : '',
    figures(words, options.images ?? []),
  ];
  return htmlPage(report.lang, report.title, style, body.filter(Boolean).join('\n'));
}

function identity(words: Words, study: HtmlOptions['study']): string {
  const entries = [
    ['name', study?.patient?.name],
    ['id', study?.patient?.id],
    ['birthDate', isoDate(study?.patient?.birthDate)],
    ['accession', study?.accession],
    ['date', isoDate(study?.date)],
  ].filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (entries.length === 0) return '';
  const items = entries.map(
    ([key, value]) =>
      `<div><dt>${escapeHtml(words.t(`identity.${key}`))}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl>${items.join('')}</dl>`;
}

const isoDate = (date: string | undefined): string | undefined =>
  date?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

const section = ({ id, title, sentences }: Section): string =>
  `<section id="${id}"><h2>${escapeHtml(title)}</h2>${sentences.map(paragraph).join('\n')}</section>`;

/** The id stays with the sentence, so that a page can tie it to its finding. */
function paragraph(sentence: Sentence): string {
  const state = sentence.confirmed ? '' : ' class="proposal"';
  const alarm = sentence.basis.some((basis) => basis.startsWith('alarm:')) ? ' class="alarm"' : state;
  return `<p data-sentence="${escapeHtml(sentence.id)}" data-how="${sentence.how}"${alarm}>${escapeHtml(sentence.text)}</p>`;
}

function figures(words: Words, images: readonly KeyImage[]): string {
  if (images.length === 0) return '';
  const items = images.map(({ dataUrl, caption }) => {
    if (!imageUrl.test(dataUrl)) {
      throw new ReportError('bad_image', {}, 'A key image is not a PNG, JPEG or WebP data URL.');
    }
    return `<figure><img src="${dataUrl}" alt="${escapeHtml(caption)}"><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
  });
  return `<section id="images"><h2>${escapeHtml(words.t('keyImages'))}</h2><div class="images">${items.join('')}</div></section>`;
}

const legend = (words: Words): string => `<footer>${escapeHtml(words.t('legend'))}</footer>`;

const style = `
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: 0 0 1rem; }
dl div { display: flex; gap: .5rem; } dt { color: #5a6370; } dd { margin: 0; font-weight: 600; }
aside { border: 1px solid #c9ced6; border-left: 4px solid #8a5a00; padding: .5rem .8rem; font-size: .9rem; background: #fdf8ef; }
p.proposal { padding-left: .9rem; position: relative; }
p.proposal::before { content: '\\25C7'; position: absolute; left: 0; color: #5a6370; }
p.alarm { font-weight: 600; border-left: 4px solid #b3261e; padding-left: .6rem; }
#sources { font-size: .85rem; overflow-wrap: anywhere; }
.images { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .8rem; }
figure { margin: 0; break-inside: avoid; } img { width: 100%; background: #000; } figcaption { font-size: .85rem; }
footer { margin-top: 2rem; font-size: .8rem; color: #5a6370; }
`;
