import classes from '../Registry.module.css';

/** Shown of a hash where the whole of it is one hover or one page away. */
const SHORT = 12;

/** A content hash (SHA-256, hexadecimal). */
export function Hash({ value, whole = false }: { readonly value: string; readonly whole?: boolean }) {
  return (
    <code className={classes.hash} title={value} data-hash={value}>
      {whole ? value : `${value.slice(0, SHORT)}…`}
    </code>
  );
}
