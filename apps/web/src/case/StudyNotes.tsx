import { useTranslation } from 'react-i18next';
import type { CaseStudy } from '../api/types.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useVolumeNotes } from '../images/useVolume.ts';
import { lackingOf } from './protocol.ts';
import classes from './StudyNotes.module.css';

interface Props {
  readonly studies: readonly CaseStudy[];
  /** The series in view. */
  readonly series: string | undefined;
}

/** Below the series: what was repaired of the one in view, and what the study lacks of the usual protocol. */
export function StudyNotes({ studies, series = '' }: Props) {
  const { t } = useTranslation();
  const noteText = useErrorText();
  const notes = useVolumeNotes(series);
  const lacking = lackingOf(studies);
  return (
    <div className={classes.notes}>
      {notes.map((note) => (
        <p key={note.code} role="status" data-note={note.code}>
          {noteText(note)}
        </p>
      ))}
      {lacking.length > 0 && (
        <section aria-label={t('images.lacks')} data-lacks={lacking.join(' ')}>
          <h2>{t('images.lacks')}</h2>
          <ul>
            {lacking.map((id) => (
              <li key={id}>{t(`dicom:protocol.${id}`)}</li>
            ))}
          </ul>
          <p>{t('images.lacksOf')}</p>
        </section>
      )}
    </div>
  );
}
