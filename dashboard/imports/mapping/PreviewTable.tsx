import { Text } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.js';

export interface PreviewTableProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const TITLE = 'The first rows, as they were read';

/** The first rows of the file as they were read. */
export const PreviewTable = ({ columns, rows }: PreviewTableProps) => (
  <div>
    <Text size="sm" fw={600} mb={6}>
      {TITLE}
    </Text>
    <DataTable
      compact
      label={TITLE}
      columns={columns.map((header, position) => ({
        header,
        cell: (row: readonly string[]) => row[position],
      }))}
      rows={rows}
      rowKey={(_, index) => index}
    />
  </div>
);
