import { NumberInput } from '@mantine/core';
import type { Variable } from '@calx/knowledge';
import { useText } from '../i18n/useLang.ts';
import { unitText } from './valueText.ts';

interface Props {
  readonly variable: Variable;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

export function NumberValue({ variable, value, onChange }: Props) {
  const text = useText();
  return (
    <NumberInput
      size="xs"
      w="9rem"
      hideControls
      aria-label={text(variable.label)}
      value={value ?? ''}
      suffix={variable.unit ? ` ${unitText(variable.unit)}` : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  );
}
