/** A table as a journal prints it: everything is text already, in one language. */
export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is missing and how the numbers were made. */
  readonly notes: readonly string[];
}

/** Plain text, columns aligned; wide (East Asian) characters count as two. */
export function tableToText({ title, columns, rows, notes }: Table): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  const print = (line: readonly string[]) =>
    widths
      .map((width, column) => (line[column] ?? '') + ' '.repeat(width - widthOf(line[column] ?? '')))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, print(columns), rule, ...rows.map(print), ...notes].join('\n');
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u2E80-\u9FFF\uFF00-\uFF60]/u.test(character) ? 2 : 1),
    0,
  );
}

/** CSV by RFC 4180. A cell that a spreadsheet would run as a formula is kept from it by an apostrophe. */
export function tableToCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((line) => line.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** An HTML `table` with caption, header cells and notes; every text escaped. */
export function tableToHtml({ id, title, columns, rows, notes }: Table): string {
  const cellsOf = (line: readonly string[]) =>
    line
      .map((text, column) =>
        column === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`,
      )
      .join('');
  const head = columns.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map((line) => `<tr>${cellsOf(line)}</tr>`).join('\n');
  const foot = notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n');
  return `<table id="${escapeHtml(id)}">\n<caption>${escapeHtml(title)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>\n${foot}`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
