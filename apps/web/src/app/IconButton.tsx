import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props extends ActionIconProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}

/** A small square button; its name is its label, said by tooltip and to assistive technology. */
export function IconButton({ label, onClick, pressed, children, ...rest }: Props) {
  return (
    <Tooltip label={label} openDelay={400} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon
        variant={pressed ? 'filled' : 'subtle'}
        color={pressed ? 'calx' : 'gray'}
        {...(pressed ? {} : { c: 'var(--mantine-color-text)' })}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
        {...rest}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
