import { useState, type ComponentPropsWithoutRef, type RefObject } from 'react';
import { wheelSteps } from './wheelSteps.ts';
import classes from './Images.module.css';

interface Props extends ComponentPropsWithoutRef<'div'> {
  /** Where the viewer draws. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly label: string;
  /** The wheel goes over slices, one at a time. */
  readonly scrolls?: boolean;
}

/** The place of a view. The viewer takes its own element out of the order of the Tab key, so the focus has one around it. */
export function ViewStage({ host, label, scrolls = false, ...rest }: Props) {
  const [isStep] = useState(wheelSteps);
  return (
    <div
      className={classes.canvas}
      tabIndex={0}
      role="application"
      aria-label={label}
      onWheelCapture={(event) => {
        if (scrolls && !isStep(event)) event.stopPropagation();
      }}
      onContextMenu={(event) => event.preventDefault()}
      {...rest}
    >
      <div ref={host} className={classes.canvas} />
    </div>
  );
}
