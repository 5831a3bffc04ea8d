import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../app/IconButton.tsx';
import { without } from '../../case/without.ts';
import classes from '../Registry.module.css';

/** What an edited cell may hold. */
type Cell = string | number | boolean | undefined;

export interface EditColumn {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'date' | 'choice' | 'yes';
  /** Values of a choice, or what is suggested for a text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Width of the column, CSS. */
  readonly width?: string;
}

interface Props<Row extends object> {
  readonly title: string;
  readonly columns: readonly EditColumn[];
  readonly rows: readonly Row[];
  readonly empty: Row;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Rows entered by hand; what a column does not name stays in its row as it was. */
export function EditTable<Row extends object>({ title, columns, rows, empty, onChange }: Props<Row>) {
  const { t } = useTranslation('registry-pages');
  const id = useId();
  const put = (at: number, key: string, value: Cell): void =>
    onChange(
      rows.map((row, index) => {
        if (index !== at) return row;
        const others = without(row as Record<string, Cell>, key);
        return (value === undefined ? others : { ...row, [key]: value }) as Row;
      }),
    );
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {columns.map(({ key, kind, options }) =>
        kind === 'text' && options ? (
          <datalist key={key} id={`${id}-${key}`}>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </datalist>
        ) : null,
      )}
      {rows.length > 0 && (
        <div className={classes.scroll}>
          <table className={`${classes.table} ${classes.wide} ${classes.edit}`}>
            <thead>
              <tr>
                {columns.map(({ key, label, width }) => (
                  <th key={key} scope="col" style={{ width }}>
                    {label}
                  </th>
                ))}
                <th scope="col">
                  <span className={classes.hidden}>{t('remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column.key}>
                      <EditCell
                        column={column}
                        list={column.options && `${id}-${column.key}`}
                        name={`${title} ${index + 1}: ${column.label}`}
                        value={(row as Record<string, Cell>)[column.key]}
                        onChange={(value) => put(index, column.key, value)}
                      />
                    </td>
                  ))}
                  <td>
                    <IconButton
                      label={`${t('remove')}: ${title} ${index + 1}`}
                      onClick={() => onChange(rows.filter((_, other) => other !== index))}
                    >
                      <span aria-hidden>✕</span>
                    </IconButton>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Button size="compact-xs" variant="default" onClick={() => onChange([...rows, empty])}>
        {t('addRow', { title })}
      </Button>
    </section>
  );
}

interface CellProps {
  readonly column: EditColumn;
  /** Id of the list of what is suggested. */
  readonly list: string | undefined;
  readonly name: string;
  readonly value: Cell;
  readonly onChange: (value: Cell) => void;
}

function EditCell({ column, list, name, value, onChange }: CellProps) {
  const { kind, options } = column;
  if (kind === 'yes')
    return (
      <Checkbox
        size="xs"
        aria-label={name}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked || undefined)}
      />
    );
  if (kind === 'choice')
    return (
      <NativeSelect
        size="xs"
        aria-label={name}
        value={String(value ?? '')}
        data={[...(options ?? [])]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      size="xs"
      aria-label={name}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      value={String(value ?? '')}
      {...(list ? { list } : {})}
      onChange={({ currentTarget: { value: typed } }) =>
        onChange(kind === 'number' ? numberOf(typed) : typed)
      }
    />
  );
}

/** The number that was typed; other text stays text, so that nothing typed is lost. */
function numberOf(typed: string): Cell {
  const text = typed.trim();
  if (text === '') return undefined;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : typed;
}
