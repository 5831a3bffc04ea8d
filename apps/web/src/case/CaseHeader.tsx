import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { keyLabel } from '../app/keys.ts';
import { IconButton } from '../app/IconButton.tsx';
import { ToolIcon } from '../images/ToolIcon.tsx';
import { SaveMark } from './SaveMark.tsx';
import { useCaseStore, useDocument } from './store.ts';
import { useCaseName } from './useCaseName.ts';

/** Whose case it is, whether it is stored, undo and redo. */
export function CaseHeader() {
  const { t } = useTranslation();
  const document = useDocument();
  const { undo, redo } = useCaseStore.getState();
  const past = useCaseStore((state) => state.past.length);
  const future = useCaseStore((state) => state.future.length);
  const { sex, age } = document.facts;
  const name = useCaseName()(document);
  return (
    <>
      <Text component="h1" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {[
          name,
          sex ? t(`sex.${sex}`) : null,
          age === null || age === undefined ? null : t('case.years', { age }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Link to={`/registry/cases/${document.id}`} style={{ fontSize: '0.8125rem', whiteSpace: 'nowrap' }}>
        {t('registry-pages:case.link')}
      </Link>
      <SaveMark />
      <IconButton label={`${t('keys.undo')} (${keyLabel('undo')})`} disabled={past === 0} onClick={undo}>
        <ToolIcon name="undo" />
      </IconButton>
      <IconButton label={`${t('keys.redo')} (${keyLabel('redo')})`} disabled={future === 0} onClick={redo}>
        <ToolIcon name="redo" />
      </IconButton>
    </>
  );
}
