import { useTranslation } from 'react-i18next';
import { findVariable, loadRelease } from '@calx/knowledge';
import { useLang } from '../../i18n/useLang.ts';

/** Paths of a case that have a name of their own; others are named by the variable in them. */
const NAMED = [
  'created',
  'images',
  'status',
  'lesions',
  'report',
  'facts.age',
  'facts.sex',
  'facts.labs',
  'facts.findings',
  'facts.pack',
  'photographs',
  'second-reading.asked',
  'second-reading.submitted',
  'second-reading.withdrawn',
] as const;

/** The words for a changed path: "Pattern" for `findings.pattern`; an unknown path as it is. */
export function usePathLabel(): (path: string) => string {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  return (path) => {
    if ((NAMED as readonly string[]).includes(path)) return t(`history.paths.${path.replace('.', '_')}`);
    const [, variable = ''] = path.split(/\.(.*)/s);
    return findVariable(loadRelease(), variable)?.label[lang] ?? path;
  };
}
