import { useErrorText } from '../../i18n/useErrorText.ts';
import classes from '../Registry.module.css';

/** Why something that was asked for did not happen; nothing while there is no error. */
export function Failure({ error }: { readonly error: unknown }) {
  const errorText = useErrorText();
  return error ? (
    <p role="alert" className={classes.failure}>
      {errorText(error)}
    </p>
  ) : null;
}
