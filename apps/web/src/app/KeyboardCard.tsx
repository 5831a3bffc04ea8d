import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KEY_GROUPS, shownKeys } from './keys.ts';
import classes from './KeyboardCard.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every key of the workbench on one card (`?`). */
export function KeyboardCard({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      size="64rem"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.card}>
        {KEY_GROUPS.map(({ group, keys }) => (
          <section key={group}>
            <h3 className={classes.group}>{t(`keys.groups.${group}`)}</h3>
            <dl className={classes.keys}>
              {keys.map(({ id, keys }) => (
                <div key={id}>
                  <dt>
                    {shownKeys(keys).map((caps, index) => (
                      <span key={caps.join()}>
                        {index > 0 && ' / '}
                        {caps.map((cap) => (
                          <Kbd key={cap} mr={4}>
                            {cap}
                          </Kbd>
                        ))}
                      </span>
                    ))}
                  </dt>
                  <dd>{t(`keys.${id}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
