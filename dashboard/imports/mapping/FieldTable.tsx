import { Text } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.js';
import type { Bindings, FieldBinding } from './field-binding.js';
import { InFile } from './InFile.js';
import type { FileColumn, MappedField } from './mapped-field.js';
import { SourceCell } from './SourceCell.js';

export interface FieldTableProps {
  readonly fields: readonly MappedField[];
  readonly columns: readonly FileColumn[];
  readonly bindings: Bindings;
  /** What is wrong with the source of a field, by its name. */
  readonly problems: ReadonlyMap<string, string>;
  readonly onChange: (bindings: Bindings) => void;
}

/** One row per field: where its value comes from. */
export function FieldTable({ fields, columns, bindings, problems, onChange }: FieldTableProps) {
  const cellOf = (field: MappedField) => ({
    field,
    columns,
    binding: bindings[field.name] ?? { kind: 'none' as const },
    onChange: (binding: FieldBinding) => onChange({ ...bindings, [field.name]: binding }),
  });
  return (
    <DataTable
      className="field-table"
      label="Fields"
      columns={[
        { header: 'Field', cell: (field) => <FieldName field={field} />, namesRow: true },
        {
          header: 'Comes from',
          cell: (field) => <SourceCell {...cellOf(field)} problem={problems.get(field.name)} />,
        },
        { header: 'In the file', cell: (field) => <InFile {...cellOf(field)} /> },
      ]}
      rows={fields}
      rowKey={({ name }) => name}
    />
  );
}

const FieldName = ({ field: { name, required, description } }: { readonly field: MappedField }) => (
  <>
    <Text size="sm" fw={600}>
      {name}
      {required && (
        <Text span c="madder" aria-label="required">
          {' *'}
        </Text>
      )}
    </Text>
    <Text size="xs" c="dimmed" maw="38ch">
      {description}
    </Text>
  </>
);
