import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLang } from '../i18n/useLang.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('frame.language')}
      value={useLang()}
      onChange={(lang) => void i18n.changeLanguage(lang)}
      data={[
        { value: 'zh', label: <span lang="zh-CN">中文</span> },
        { value: 'en', label: <span lang="en">EN</span> },
      ]}
    />
  );
}
