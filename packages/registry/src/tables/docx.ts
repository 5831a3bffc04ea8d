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
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Figure, Paper } from './paper.ts';
import type { Table } from './table.ts';

/** Width of the text area of an A4 page in pixels of 1/96 inch. */
const PAGE_WIDTH = 600;
const RULE = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
/** Shown by programs that can't draw SVG: one transparent pixel. */
const BLANK = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

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

function tableParts({ title, columns, rows, notes }: Table): (Paragraph | WordTable)[] {
  const line = (cells: readonly string[], header: boolean, last: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: columns.map(
        (_, column) =>
          new TableCell({
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
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        line(columns, true, false),
        ...rows.map((cells, index) => line(cells, false, index === rows.length - 1)),
      ],
    }),
    ...notes.map((note) => new Paragraph({ children: [new TextRun({ text: note, size: 18 })] })),
  ];
}

function figureParts({ title, svg }: Figure): Paragraph[] {
  const [, width = '600', height = '400'] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg) ?? [];
  const scale = Math.min(1, PAGE_WIDTH / Number(width));
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 300 },
      children: [
        new ImageRun({
          type: 'svg',
          data: new TextEncoder().encode(svg),
          transformation: { width: Number(width) * scale, height: Number(height) * scale },
          fallback: { type: 'png', data: BLANK },
          altText: { title, name: title, description: title },
        }),
      ],
    }),
    new Paragraph({ text: title }),
  ];
}
