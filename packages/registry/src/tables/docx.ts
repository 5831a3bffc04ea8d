import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table as WordTable,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { Resvg } from '@resvg/resvg-js';
import type { Figure, Paper } from './paper.ts';
import type { Table } from './table.ts';

/** Width of the text area of an A4 page in pixels of 1/96 inch. */
const PAGE_WIDTH = 600;
const RULE = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
/** Width of the text area of an A4 page in twentieths of a point. */
const TEXT_WIDTH = 9026;
/** Letters on a line of the text area at the size of the tables, and those that a cell's margins take up. */
const LINE_LETTERS = 84;
const MARGIN_LETTERS = 3;
/** Dots of the picture for each pixel of the page: about 300 to the inch. */
const SHARPNESS = 3;

/** A paper as a Word document: three-line tables as journals print them, figures as vector graphics, methods. */
export async function paperToDocx(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    creator: 'Calx',
    title: paper.title,
    styles: { default: { document: { run: { font: fontOf(paper.lang), size: 21 } } } },
    sections: [
      {
        children: [
          new Paragraph({ text: paper.title, heading: HeadingLevel.HEADING_1 }),
          ...paper.tables.flatMap(tableParts),
          ...paper.figures.flatMap(figureParts),
          new Paragraph({ text: paper.methods, spacing: { before: 300 } }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function fontOf(lang: Paper['lang']) {
  return lang === 'zh'
    ? { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' }
    : { ascii: 'Times New Roman', hAnsi: 'Times New Roman' };
}

/** Letters of a text in print; those of Chinese are twice as wide. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/u.test(letter) ? 2 : 1), 0);

/** Widths of the columns, the same in every program: each holds its longest cell, and where that is too much the widest wrap. */
function columnWidths(columns: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const longest = columns.map(
    (head, column) =>
      MARGIN_LETTERS + Math.max(widthOf(head), ...rows.map((cells) => widthOf(cells[column] ?? ''))),
  );
  const within = (most: number): number[] => longest.map((letters) => Math.min(letters, most));
  const total = (letters: readonly number[]): number => letters.reduce((sum, one) => sum + one, 0);
  let most = LINE_LETTERS;
  while (most > 1 && total(within(most)) > LINE_LETTERS) most -= 1;
  const letters = within(most);
  return letters.map((one) => Math.floor((TEXT_WIDTH * one) / total(letters)));
}

function tableParts({ title, columns, rows, notes }: Table): (Paragraph | WordTable)[] {
  const widths = columnWidths(columns, rows);
  const line = (cells: readonly string[], header: boolean, last: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: columns.map(
        (_, column) =>
          new TableCell({
            width: { size: widths[column] ?? 0, type: WidthType.DXA },
            borders: {
              top: header ? RULE : NONE,
              bottom: header || last ? RULE : NONE,
              left: NONE,
              right: NONE,
            },
            children: [
              new Paragraph({
                alignment: column === 0 ? AlignmentType.START : AlignmentType.CENTER,
                children: [new TextRun({ text: cells[column] ?? '', bold: header })],
              }),
            ],
          }),
      ),
    });
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 300, after: 60 },
      children: [new TextRun({ text: title, bold: true })],
    }),
    new WordTable({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [
        line(columns, true, false),
        ...rows.map((cells, index) => line(cells, false, index === rows.length - 1)),
      ],
    }),
    ...notes.map((note) => new Paragraph({ children: [new TextRun({ text: note, size: 18 })] })),
  ];
}

/** The same drawing as a PNG, for programs that draw no SVG (WPS, LibreOffice 7, Word 2016); with the fonts of this machine. */
const pictureOf = (svg: string, width: number): Uint8Array =>
  new Resvg(svg, { fitTo: { mode: 'width', value: Math.round(width) }, background: '#fff' }).render().asPng();

function figureParts({ title, svg }: Figure): Paragraph[] {
  const [, width = '600', height = '400'] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg) ?? [];
  const scale = Math.min(1, PAGE_WIDTH / Number(width));
  const shown = Number(width) * scale;
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 300 },
      children: [
        new ImageRun({
          type: 'svg',
          data: new TextEncoder().encode(svg),
          transformation: { width: shown, height: Number(height) * scale },
          fallback: { type: 'png', data: pictureOf(svg, shown * SHARPNESS) },
          altText: { title, name: title, description: title },
        }),
      ],
    }),
    new Paragraph({ text: title }),
  ];
}
