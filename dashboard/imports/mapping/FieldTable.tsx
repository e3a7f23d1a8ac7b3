import { Select, Table, Text, TextInput } from '@mantine/core';
import type { ImportPreviewQuery } from '../../generated/graphql.js';
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
  return (
    <div className="scroll-x">
      <Table className="field-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Field</Table.Th>
            <Table.Th scope="col">Comes from</Table.Th>
            <Table.Th scope="col">In the file</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              columns={columns}
              binding={bindings[field.name] ?? { kind: 'none' }}
              onChange={(binding) => onChange({ ...bindings, [field.name]: binding })}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface FieldRowProps {
  readonly field: Field;
  readonly columns: readonly Column[];
  readonly binding: FieldBinding;
  readonly onChange: (binding: FieldBinding) => void;
}

function FieldRow({ field, columns, binding, onChange }: FieldRowProps) {
  const column = binding.kind === 'column' ? columns.find(({ name }) => name === binding.column) : undefined;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {field.name}
          {field.required && (
            <Text span c="madder" aria-label="required">
              {' *'}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" maw="38ch">
          {field.description}
        </Text>
      </Table.Td>
      <Table.Td>
        <SourceSelect field={field} columns={columns} binding={binding} onChange={onChange} />
        {binding.kind === 'literal' && (
          <LiteralField
            field={field}
            value={binding.value}
            onChange={(value) => onChange({ ...binding, value })}
          />
        )}
      </Table.Td>
      <Table.Td>
        {column && field.allowedValues.length > 0 && binding.kind === 'column' ? (
          <ValueMapping
            field={field}
            column={column}
            values={binding.values}
            onChange={(values) => onChange({ ...binding, values })}
          />
        ) : (
          <Text size="sm" c="dimmed" maw="36ch" lineClamp={2}>
            {column?.samples.join(', ')}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function SourceSelect({ field, columns, binding, onChange }: FieldRowProps) {
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
