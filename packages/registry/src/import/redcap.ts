import { RegistryError } from '../error.ts';
import type { Sheet } from './sheet.ts';
import { plain } from './words.ts';

/** Columns of a REDCap data dictionary as the download names them. */
const FIELD = 'Variable / Field Name';
const TYPE = 'Field Type';
const LABEL = 'Field Label';
const CHOICES = 'Choices, Calculations, OR Slider Labels';
/** Between the choices of a checkbox that were ticked. */
const JOINT = ';';

interface Field {
  readonly label: string;
  readonly type: string;
  /** Code of a choice to its label. */
  readonly choices: ReadonlyMap<string, string>;
}

/** True when the table is a REDCap data dictionary. */
export function isDictionary({ columns }: Pick<Sheet, 'columns'>): boolean {
  return [FIELD, TYPE, LABEL].every((name) => columns.some((column) => plain(column) === plain(name)));
}

/**
 * REDCap records (raw export) in the words of their dictionary: codes become the labels of the choices, the columns
 * of one checkbox become one column with the labels that were ticked. What was not ticked was not said.
 * @returns the table, and the label of each field
 * @throws RegistryError `badDictionary`, `notOfDictionary` when no column of the records is a field of it.
 */
export function decodeRedcap(
  records: Sheet,
  dictionary: Sheet,
): { readonly sheet: Sheet; readonly labels: ReadonlyMap<string, string> } {
  const fields = readFields(dictionary);
  const columns: { name: string; read: (row: readonly string[]) => string }[] = [];
  const boxes = new Map<string, { index: number; choice: string }[]>();
  for (const [index, column] of records.columns.entries()) {
    const [name = column, code] = column.split('___');
    const field = fields.get(name);
    if (field?.type === 'checkbox' && code !== undefined) {
      const ticks = boxes.get(name);
      const tick = { index, choice: field.choices.get(code) ?? code };
      if (ticks) ticks.push(tick);
      else {
        const all = [tick];
        boxes.set(name, all);
        columns.push({ name, read: (row) => ticked(row, all) });
      }
    } else columns.push({ name: column, read: (row) => decode(row[index] ?? '', field) });
  }
  if (!columns.some(({ name }) => fields.has(name))) {
    throw new RegistryError('notOfDictionary', {}, 'No column of the records is a field of the dictionary.');
  }
  return {
    sheet: {
      columns: columns.map(({ name }) => name),
      rows: records.rows.map((row) => columns.map(({ read }) => read(row))),
    },
    labels: new Map([...fields].map(([name, { label }]) => [name, label])),
  };
}

const ticked = (row: readonly string[], ticks: readonly { index: number; choice: string }[]) =>
  ticks
    .filter(({ index }) => row[index] === '1')
    .map(({ choice }) => choice)
    .join(JOINT);

function decode(cell: string, field: Field | undefined): string {
  if (field?.type === 'yesno' || field?.type === 'truefalse') {
    return cell === '1' ? 'yes' : cell === '0' ? 'no' : cell;
  }
  return field?.choices.get(cell) ?? cell;
}

function readFields(dictionary: Sheet): Map<string, Field> {
  const place = (name: string) => dictionary.columns.findIndex((column) => plain(column) === plain(name));
  const [name, type, label, choices] = [FIELD, TYPE, LABEL, CHOICES].map(place) as [
    number,
    number,
    number,
    number,
  ];
  if (!isDictionary(dictionary)) {
    throw new RegistryError('badDictionary', {}, 'This is not a REDCap data dictionary (CSV).');
  }
  return new Map(
    dictionary.rows.map((row) => {
      const kind = row[type] ?? '';
      const coded = ['radio', 'dropdown', 'checkbox'].includes(kind);
      return [
        row[name] ?? '',
        {
          label: (row[label] ?? '').replaceAll(/<[^>]*>/g, ''),
          type: kind,
          choices: coded ? readChoices(row[choices] ?? '') : new Map<string, string>(),
        },
      ];
    }),
  );
}

/** `1, Knee | 2, Hip`. */
function readChoices(text: string): Map<string, string> {
  return new Map(
    text.split('|').map((choice) => {
      const [code = '', ...words] = choice.split(',');
      return [code.trim(), words.join(',').trim()];
    }),
  );
}
