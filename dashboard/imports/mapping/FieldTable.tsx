import { Select, Text, TextInput } from '@mantine/core';
import type { ImportPreviewQuery } from '../../generated/graphql.js';
import { DataTable } from '../../ui/DataTable.js';
import type { Bindings, FieldBinding } from './field-binding.js';
import { ValueMapping } from './ValueMapping.js';

type Preview = ImportPreviewQuery['importPreview'];
type Field = Preview['fields'][number];
type Column = Preview['columns'][number];

const NOTHING = 'none';
const LITERAL = 'literal';
const COLUMN = 'column:';

export interface FieldTableProps {
  readonly fields: readonly Field[];
  readonly columns: readonly Column[];
  readonly bindings: Bindings;
  readonly onChange: (bindings: Bindings) => void;
}

/** One row per field: where its value comes from. */
export function FieldTable({ fields, columns, bindings, onChange }: FieldTableProps) {
  const cellOf = (field: Field): FieldCellProps => ({
    field,
    columns,
    binding: bindings[field.name] ?? { kind: 'none' },
    onChange: (binding) => onChange({ ...bindings, [field.name]: binding }),
  });
  return (
    <DataTable
      className="field-table"
      label="Fields"
      columns={[
        { header: 'Field', cell: (field) => <FieldName field={field} />, namesRow: true },
        { header: 'Comes from', cell: (field) => <Source {...cellOf(field)} /> },
        { header: 'In the file', cell: (field) => <InFile {...cellOf(field)} /> },
      ]}
      rows={fields}
      rowKey={({ name }) => name}
    />
  );
}

const FieldName = ({ field: { name, required, description } }: { readonly field: Field }) => (
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

interface FieldCellProps {
  readonly field: Field;
  readonly columns: readonly Column[];
  readonly binding: FieldBinding;
  readonly onChange: (binding: FieldBinding) => void;
}

const Source = ({ binding, ...props }: FieldCellProps) => (
  <>
    <SourceSelect {...props} binding={binding} />
    {binding.kind === 'literal' && (
      <LiteralField
        field={props.field}
        value={binding.value}
        onChange={(value) => props.onChange({ ...binding, value })}
      />
    )}
  </>
);

/** The values of the column, to translate where the field allows only some. */
function InFile({ field, columns, binding, onChange }: FieldCellProps) {
  const column = binding.kind === 'column' ? columns.find(({ name }) => name === binding.column) : undefined;
  if (column && field.allowedValues.length > 0 && binding.kind === 'column')
    return (
      <ValueMapping
        field={field}
        column={column}
        values={binding.values}
        onChange={(values) => onChange({ ...binding, values })}
      />
    );
  return (
    <Text size="sm" c="dimmed" maw="36ch" lineClamp={2}>
      {column?.samples.join(', ')}
    </Text>
  );
}

function SourceSelect({ field, columns, binding, onChange }: FieldCellProps) {
  const choose = (value: string | null) => {
    if (value === LITERAL) return onChange({ kind: 'literal', value: field.allowedValues[0] ?? '' });
    if (value?.startsWith(COLUMN))
      return onChange({ kind: 'column', column: value.slice(COLUMN.length), values: {} });
    return onChange({ kind: 'none' });
  };
  return (
    <Select
      aria-label={`${field.name} comes from`}
      allowDeselect={false}
      searchable
      miw={190}
      value={binding.kind === 'column' ? `${COLUMN}${binding.column}` : binding.kind}
      onChange={choose}
      data={[
        { value: NOTHING, label: field.required ? 'Choose…' : 'Nothing' },
        { value: LITERAL, label: 'One value for all rows' },
        {
          group: 'Columns',
          items: columns.map(({ name }) => ({ value: `${COLUMN}${name}`, label: name })),
        },
      ]}
    />
  );
}

interface LiteralFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function LiteralField({ field, value, onChange }: LiteralFieldProps) {
  const label = `Value of ${field.name} in all rows`;
  if (field.allowedValues.length > 0)
    return (
      <Select
        aria-label={label}
        mt={6}
        data={[...field.allowedValues]}
        value={value}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  return (
    <TextInput
      aria-label={label}
      mt={6}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
