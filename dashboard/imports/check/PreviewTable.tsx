import { Text } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.js';
import type { Bindings } from '../mapping/field-binding.js';
import type { Preview } from '../mapping/mapped-field.js';
import { previewColumns } from './preview-columns.js';

export interface PreviewTableProps {
  readonly preview: Preview;
  readonly bindings: Bindings;
}

const NUMBERS_LEFT_OUT =
  'The number format is open: numbers that can be read in two ways are left out until you choose it in step 4.';

/** The first rows as the import would read them; as the file has them while the mapping cannot be used. */
export function PreviewTable({ preview, bindings }: PreviewTableProps) {
  const isMapped = preview.mappedRows.length > 0;
  const title = isMapped ? 'The first rows, as they would be imported' : 'The first rows of the file';
  const columns = isMapped
    ? previewColumns(preview.fields, bindings)
    : preview.columns.map(({ name }, position) => ({ name, position }));
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        {title}
      </Text>
      {isMapped && preview.numberFormat.isAmbiguous && (
        <Text size="sm" c="dimmed" mb={6}>
          {NUMBERS_LEFT_OUT}
        </Text>
      )}
      <DataTable
        compact
        label={title}
        columns={columns.map(({ name, position }) => ({
          header: name,
          cell: (row: readonly string[]) => row[position],
        }))}
        rows={isMapped ? preview.mappedRows : preview.rows}
        rowKey={(_, index) => index}
      />
    </div>
  );
}
