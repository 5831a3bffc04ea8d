import { Badge, Table, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { CaseColumn, CaseSummary } from '../api/types.ts';
import { useDates } from '../i18n/useDates.ts';
import { isPhantom } from '../case/isPhantom.ts';
import { useCaseName } from '../case/useCaseName.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { modalitiesOf, studyDateOf, type CaseOrder } from './order.ts';
import classes from './Worklist.module.css';

interface Props {
  readonly cases: readonly CaseSummary[];
  readonly order: CaseOrder;
  readonly onOrder: (order: CaseOrder) => void;
}

const COLUMNS: readonly CaseColumn[] = ['name', 'studyDate', 'modality', 'status', 'updatedAt'];

export function CaseTable({ cases, order, onOrder }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { dicomDate, moment } = useDates();
  const nameOf = useCaseName();
  return (
    <Table highlightOnHover stickyHeader className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((column) => (
            <Table.Th key={column} aria-sort={ariaSort(order, column)}>
              <UnstyledButton
                className={classes.sort ?? ''}
                onClick={() => onOrder({ by: column, down: order.by === column ? !order.down : false })}
              >
                {t(`worklist.columns.${column}`)}
                <span aria-hidden>{order.by === column ? (order.down ? ' ↓' : ' ↑') : ''}</span>
              </UnstyledButton>
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {cases.map((item) => (
          <Table.Tr
            key={item.id}
            className={classes.row ?? ''}
            onClick={() => void navigate(`/cases/${item.id}`)}
          >
            <Table.Td>
              <Link to={`/cases/${item.id}`} onClick={(event) => event.stopPropagation()}>
                {nameOf(item)}
              </Link>{' '}
              <span className={classes.dim}>
                {[item.patient.sex && t(`sex.${item.patient.sex}`), item.patient.age]
                  .filter(Boolean)
                  .join(' ')}
              </span>
              {(item.sample || isPhantom(item.patient)) && (
                <Badge ml="xs" size="xs" variant="outline" color="calx" autoContrast>
                  {t(item.sample ? 'worklist.sample' : 'phantom.badge')}
                </Badge>
              )}
            </Table.Td>
            <Table.Td>
              {dicomDate(studyDateOf(item))}{' '}
              <span className={classes.dim}>
                {item.studies
                  .map((study) => study.description)
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </Table.Td>
            <Table.Td>{modalitiesOf(item)}</Table.Td>
            <Table.Td>
              <StatusBadge status={item.status} />
            </Table.Td>
            <Table.Td>{moment(item.updatedAt)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ariaSort(order: CaseOrder, column: CaseColumn): 'ascending' | 'descending' | 'none' {
  if (order.by !== column) return 'none';
  return order.down ? 'descending' : 'ascending';
}
