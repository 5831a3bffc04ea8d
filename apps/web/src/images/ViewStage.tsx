import type { ComponentPropsWithoutRef, RefObject } from 'react';
import classes from './Images.module.css';

interface Props extends ComponentPropsWithoutRef<'div'> {
  /** Where the viewer draws. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly label: string;
}

/** The place of a view. The viewer takes its own element out of the order of the Tab key, so the focus has one around it. */
export function ViewStage({ host, label, ...rest }: Props) {
  return (
    <div
      className={classes.canvas}
      tabIndex={0}
      role="application"
      aria-label={label}
      onContextMenu={(event) => event.preventDefault()}
      {...rest}
    >
      <div ref={host} className={classes.canvas} />
    </div>
  );
}
