import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconButton } from './IconButton.tsx';

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme !== 'light';
  return (
    <IconButton
      label={t(dark ? 'frame.toLight' : 'frame.toDark')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <span aria-hidden>{dark ? '☀' : '☾'}</span>
    </IconButton>
  );
}
