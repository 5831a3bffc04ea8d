import type { ReactNode } from 'react';
import classes from '../Registry.module.css';

interface Props {
  /** Heading of the table; also its name for assistive technology. */
  readonly caption: ReactNode;
  readonly columns: readonly ReactNode[];
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly notes?: readonly string[];
}

/** A table that is read, not edited. */
export function DataTable({ caption, columns, rows, notes = [] }: Props) {
  return (
    <div className={classes.scroll} tabIndex={0} role="group">
      <table className={`${classes.table} ${classes.wide}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...others] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {others.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map((note) => (
        <p key={note} className={classes.dim}>
          {note}
        </p>
      ))}
    </div>
  );
}
