import { useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Sentence } from '@calx/report';
import { keyOf } from '../app/keys.ts';
import { Mark, type MarkKind } from '../findings/Mark.tsx';
import classes from './Report.module.css';

interface Props {
  readonly sentence: Sentence;
  readonly readOnly: boolean;
  readonly onEdit: (text: string | undefined) => void;
}

function markFor({ how, confirmed }: Sentence): MarkKind | undefined {
  if (how === 'stated') return undefined;
  if (!confirmed) return 'proposed';
  if (how === 'measured') return 'measured';
  if (how === 'reported') return 'reported';
  return how === 'read' ? 'read' : undefined;
}

/** One sentence; a click turns it into a field. An edited sentence says so and can be given back. */
export function SentenceLine({ sentence, readOnly, onEdit }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const kind = markFor(sentence);
  const done = (): void => {
    if (draft !== null && draft.trim() !== '' && draft !== sentence.text) onEdit(draft.trim());
    setDraft(null);
  };
  if (draft !== null)
    return (
      <Textarea
        autosize
        autoFocus
        size="sm"
        aria-label={t('report.edit')}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={done}
        onKeyDown={(event) => {
          event.stopPropagation();
          const pressed = keyOf('field', event)?.id;
          if (pressed === 'leave') setDraft(null);
          if (pressed === 'done') {
            event.preventDefault();
            done();
          }
        }}
      />
    );
  return (
    <div className={classes.sentence} data-sentence={sentence.id} data-edited={sentence.edited}>
      <span className={classes.markColumn}>{kind && <Mark kind={kind} />}</span>
      {readOnly ? (
        <p>{sentence.text}</p>
      ) : (
        <button
          type="button"
          className={classes.text}
          title={t('report.edit')}
          onClick={() => setDraft(sentence.text)}
        >
          {sentence.text}
        </button>
      )}
      {sentence.edited && (
        <span className={classes.edited}>
          {t('report.edited')}
          {!readOnly && (
            <Button size="compact-xs" variant="subtle" onClick={() => onEdit(undefined)}>
              {t('report.giveBack')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
