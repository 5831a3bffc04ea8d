import { Button, Drawer } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecondReading } from '@calx/registry';
import { useDocument } from '../case/store.ts';
import { useDates } from '../i18n/useDates.ts';
import { useReader } from '../registry/me/reader.ts';
import { Answer } from '../registry/parts/Answer.tsx';
import { Failure } from '../registry/parts/Failure.tsx';
import { withdrawSecondReading } from './api.ts';
import { AskForm } from './AskForm.tsx';
import { Comparison } from './Comparison.tsx';
import { useSecondReading } from './useSecondReading.ts';
import classes from './SecondReading.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The second reading of the case over its images: asked for, waited for, laid beside the first. */
export default function SecondReadingDrawer({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const { query, refresh } = useSecondReading();
  const [anew, setAnew] = useState(false);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="left"
      size="58rem"
      title={t('secondReading.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
    >
      <Answer query={query}>
        {(reading) => {
          const asked = async (): Promise<void> => {
            await refresh();
            setAnew(false);
          };
          if (reading === null || anew) return <AskForm onAsked={asked} />;
          return (
            <div className={classes.form} data-second-reading={reading.state}>
              <Asked reading={reading} />
              {reading.state === 'open' && <Withdraw reading={reading} onWithdrawn={refresh} />}
              {reading.comparison && <Comparison reading={reading} comparison={reading.comparison} />}
              {reading.state !== 'open' && (
                <div>
                  <Button size="compact-xs" variant="default" onClick={() => setAnew(true)}>
                    {t('secondReading.anew')}
                  </Button>
                </div>
              )}
            </div>
          );
        }}
      </Answer>
    </Drawer>
  );
}

/** Who asked whom, when and why, and how far it is. */
function Asked({ reading }: { readonly reading: SecondReading }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const { askedBy, askedAt, why, reader, state } = reading;
  return (
    <>
      <p>
        {t(reader === null ? 'secondReading.askedAnybody' : 'secondReading.asked', {
          by: askedBy,
          at: moment(askedAt),
          reader,
        })}{' '}
        {t(`secondReading.states.${state}`)}
      </p>
      {why && <p className={classes.dim}>{t('secondReading.becauseOf', { why })}</p>}
    </>
  );
}

function Withdraw({
  reading,
  onWithdrawn,
}: {
  readonly reading: SecondReading;
  readonly onWithdrawn: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const { id } = useDocument();
  const me = useReader((state) => state.name);
  const withdraw = useMutation({ mutationFn: () => withdrawSecondReading(id), onSuccess: onWithdrawn });
  if (reading.askedBy !== me) return null;
  return (
    <>
      <Failure error={withdraw.error} />
      <div>
        <Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('secondReading.withdraw')}
        </Button>
      </div>
    </>
  );
}
