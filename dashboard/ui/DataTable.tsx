import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface DataColumn<Row> {
  /** Heading, unique in its table. */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Aligned right, never wrapped. */
  readonly numeric?: boolean;
  /** Its cells name their row, which a screen reader repeats with every other cell of it. */
  readonly namesRow?: boolean;
  /** Never wrapped. */
  readonly noWrap?: boolean;
  /** Hidden on a phone; the rest of the table then fits without scrolling sideways. */
  readonly wideOnly?: boolean;
}

export interface DataTableProps<Row> {
  /** Accessible name: what the rows are. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string | number;
  /** A last column without visible heading: buttons and menus of a row. */
  readonly actions?: (row: Row) => ReactNode;
  /** In place of a table without rows. */
  readonly empty?: ReactNode;
  /** Rows that no longer count. */
  readonly isFaded?: (row: Row) => boolean;
  /** Smaller text, less space, a border; without controls in its cells, it takes the focus to be scrolled by keyboard. */
  readonly compact?: boolean;
  readonly className?: string;
}

const SCROLLED_BY_KEYBOARD = { tabIndex: 0, role: 'group', 'aria-label': 'Scrolls sideways' } as const;
const COMPACT = { withTableBorder: true, fz: 'xs', verticalSpacing: 4 } as const;

/** Rows and columns stated as data. On a phone it scrolls sideways, unless some columns are `wideOnly`. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, compact, className } = props;
  if (rows.length === 0 && empty) return empty;
  const fits = columns.some(({ wideOnly }) => wideOnly);
  return (
    <div className="scroll-x" data-fits={fits || undefined} {...(compact && SCROLLED_BY_KEYBOARD)}>
      <Table aria-label={label} className={className} {...(compact && COMPACT)}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Heading key={column.header} column={column} />
            ))}
            {props.actions && (
              <Table.Th scope="col">
                <span className="visually-hidden">Actions</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <TableRow key={rowKey(row, index)} row={row} {...props} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

type TableRowProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'actions' | 'isFaded'> & {
  readonly row: Row;
};

const TableRow = <Row,>({ columns, actions, isFaded, row }: TableRowProps<Row>) => (
  <Table.Tr c={isFaded?.(row) ? 'dimmed' : undefined}>
    {columns.map((column) => (
      <Cell key={column.header} column={column} row={row} />
    ))}
    {actions && <Table.Td className="number">{actions(row)}</Table.Td>}
  </Table.Tr>
);

interface CellProps<Row> {
  readonly column: DataColumn<Row>;
}

function Heading<Row>({ column: { header, numeric, wideOnly } }: CellProps<Row>) {
  return (
    <Table.Th
      scope="col"
      className={numeric ? 'number' : undefined}
      visibleFrom={wideOnly ? 'sm' : undefined}
    >
      {header}
    </Table.Th>
  );
}

function Cell<Row>({ column, row }: CellProps<Row> & { readonly row: Row }) {
  const { cell, numeric, namesRow, noWrap, wideOnly } = column;
  const shared = {
    style: noWrap ? { whiteSpace: 'nowrap' as const } : undefined,
    visibleFrom: wideOnly ? 'sm' : undefined,
  };
  if (!namesRow)
    return (
      <Table.Td className={numeric ? 'number' : undefined} {...shared}>
        {cell(row)}
      </Table.Td>
    );
  return (
    <Table.Th scope="row" className={numeric ? 'row-name number' : 'row-name'} {...shared}>
      {cell(row)}
    </Table.Th>
  );
}
