import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KEY_GROUPS, shownKeys } from './keys.ts';

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
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Table verticalSpacing={4} withRowBorders={false}>
        {KEY_GROUPS.map(({ group, keys }) => (
          <Table.Tbody key={group}>
            <Table.Tr>
              <Table.Th colSpan={2}>{t(`keys.groups.${group}`)}</Table.Th>
            </Table.Tr>
            {keys.map(({ id, keys }) => (
              <Table.Tr key={id}>
                <Table.Td w="10rem">
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
                </Table.Td>
                <Table.Td>{t(`keys.${id}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Modal>
  );
}
