import { Group, Select, Text } from '@mantine/core';
import { IconArrowRight } from '../../ui/icons/outlined.js';

export interface ValueMappingProps {
  readonly field: { readonly name: string; readonly allowedValues: readonly string[] };
  readonly column: { readonly name: string; readonly distinctValues: readonly string[] };
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** What each value in the file means, for a field that knows only some values. */
export function ValueMapping({ field, column, values, onChange }: ValueMappingProps) {
  const found = [...new Set([...column.distinctValues, ...Object.keys(values)])];
  return (
    <div className="value-mapping">
      {found.map((from) => (
        <Group key={from} gap={8} wrap="nowrap">
          <Text size="sm" ff="monospace" truncate maw={120}>
            {from === '' ? 'empty' : from}
          </Text>
          <IconArrowRight size={14} aria-hidden="true" />
          <Select
            size="xs"
            aria-label={`${field.name} of ${from || 'an empty cell'}`}
            placeholder={field.allowedValues.includes(from) ? 'as it is' : 'Choose…'}
            data={[...field.allowedValues]}
            value={values[from] || null}
            onChange={(to) => onChange(withValue(values, from, to))}
            clearable
          />
        </Group>
      ))}
    </div>
  );
}

function withValue(values: Readonly<Record<string, string>>, from: string, to: string | null) {
  const { [from]: _gone, ...rest } = values;
  return to === null ? rest : { ...rest, [from]: to };
}
