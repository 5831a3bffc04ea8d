import { useTranslation } from 'react-i18next';
import type { RankedDiagnosis } from '@calx/diagnosis';
import { percentInterval } from '@calx/knowledge';
import { useLang, useText } from '../i18n/useLang.ts';
import type { Entry } from './entries.ts';
import { percent } from './format.ts';
import { ProbabilityBar } from './ProbabilityBar.tsx';
import { WeightList } from './WeightList.tsx';
import classes from './Differential.module.css';

interface Props {
  readonly entry: Entry;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

/** One line of the differential; opened, the members of a family or the weights of a diagnosis. */
export function EntryRow({ entry, open, onToggle }: Props) {
  const lang = useLang();
  const text = useText();
  if (entry.kind === 'diagnosis')
    return <DiagnosisRow diagnosis={entry.diagnosis} open={open} onToggle={onToggle} />;
  const { family, members } = entry;
  const isOpen = open.has(family.family);
  return (
    <li data-family={family.family}>
      <button
        type="button"
        className={classes.entry}
        aria-expanded={isOpen}
        onClick={() => onToggle(family.family)}
      >
        <span className={classes.name}>
          <span aria-hidden>{isOpen ? '▾ ' : '▸ '}</span>
          {text(family.name)}
        </span>
        <ProbabilityBar probability={family.probability} />
        <span className={classes.figure}>{percent(family.probability, lang)}</span>
      </button>
      {isOpen && (
        <ul className={classes.members}>
          {members.map((member) => (
            <DiagnosisRow key={member.diagnosis} diagnosis={member} open={open} onToggle={onToggle} />
          ))}
        </ul>
      )}
    </li>
  );
}

function DiagnosisRow({
  diagnosis,
  open,
  onToggle,
}: {
  readonly diagnosis: RankedDiagnosis;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}) {
  const { t } = useTranslation();
  const lang = useLang();
  const text = useText();
  const isOpen = open.has(diagnosis.diagnosis);
  return (
    <li data-diagnosis={diagnosis.diagnosis}>
      <button
        type="button"
        className={classes.entry}
        aria-expanded={isOpen}
        onClick={() => onToggle(diagnosis.diagnosis)}
      >
        <span className={classes.name}>{text(diagnosis.name)}</span>
        <ProbabilityBar probability={diagnosis.probability} interval={diagnosis.interval} />
        <span className={classes.figure} data-probability={diagnosis.probability}>
          {percent(diagnosis.probability, lang)}{' '}
          <span className={classes.dim}>{percentInterval(diagnosis.interval, lang)}</span>
        </span>
      </button>
      {isOpen && (
        <div className={classes.opened}>
          <p className={classes.dim}>{t('differential.weightsSay')}</p>
          <WeightList weights={diagnosis.weights} />
        </div>
      )}
    </li>
  );
}
