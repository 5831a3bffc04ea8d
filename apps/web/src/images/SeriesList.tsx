import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseStudy } from '../api/types.ts';
import { useDates } from '../i18n/useDates.ts';
import classes from './SeriesList.module.css';

interface Props {
  readonly studies: readonly CaseStudy[];
  readonly active: string | null;
  readonly onChoose: (uid: string) => void;
}

/** The series of the case by study, with the role that Calx gives them. */
export function SeriesList({ studies, active, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const { dicomDate } = useDates();
  const roleName = (role: string | null, modality: string): string =>
    role && i18n.exists(`dicom:role.${role}`) ? t(`dicom:role.${role}`) : modality;
  return (
    <nav className={classes.list} aria-label={t('images.series')}>
      {studies.map((study) => (
        <section key={study.uid}>
          {study.date && <h2 className={classes.study}>{dicomDate(study.date)}</h2>}
          {study.series.map((series) => (
            <UnstyledButton
              key={series.uid}
              className={classes.series ?? ''}
              aria-current={series.uid === active}
              onClick={() => onChoose(series.uid)}
            >
              <strong>{roleName(series.role, series.modality)}</strong>
              <span>{series.description}</span>
              <span>{t('images.count', { count: series.instances.length })}</span>
            </UnstyledButton>
          ))}
        </section>
      ))}
    </nav>
  );
}
