import { useRef } from 'react';
import { TextInput } from '@mantine/core';
import { keyOf } from './keys.ts';
import { useKeys } from './useKeys.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
  /** What of the lines found takes the focus from the search. */
  readonly lines: string;
  readonly width?: string;
}

/** The search of a page: one key goes to it, Esc empties and leaves it, the arrow goes on to what was found. */
export function SearchField({ label, value, onChange, lines, width }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ search: () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      size="xs"
      {...(width !== undefined && { w: width })}
      value={value}
      placeholder={label}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        const pressed = keyOf('field', event)?.id;
        if (pressed === 'leave') {
          onChange('');
          event.currentTarget.blur();
        }
        if (pressed === 'toList' || pressed === 'done') {
          event.preventDefault();
          document.querySelector<HTMLElement>(lines)?.focus();
        }
      }}
    />
  );
}
