import { Text } from '@mantine/core';
import type { FieldCellProps } from './mapped-field.js';
import { ValueMapping } from './ValueMapping.js';

/** The values of the column, to translate where the field allows only some. */
export function InFile({ field, columns, binding, onChange }: FieldCellProps) {
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
