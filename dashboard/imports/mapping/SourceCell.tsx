import { Select, TextInput } from '@mantine/core';
import type { FieldCellProps, MappedField } from './mapped-field.js';

const NOTHING = 'none';
const LITERAL = 'literal';
const COLUMN = 'column:';

export interface SourceCellProps extends FieldCellProps {
  /** What is wrong with the source, read out with it. */
  readonly problem: string | undefined;
}

/** Where a field comes from: a column, one value for all rows, or nothing. */
export function SourceCell({ problem, binding, ...props }: SourceCellProps) {
  if (binding.kind !== 'literal') return <SourceSelect {...props} binding={binding} problem={problem} />;
  return (
    <>
      <SourceSelect {...props} binding={binding} problem={undefined} />
      <LiteralField
        field={props.field}
        value={binding.value}
        problem={problem}
        onChange={(value) => props.onChange({ ...binding, value })}
      />
    </>
  );
}

function SourceSelect({ field, columns, binding, problem, onChange }: SourceCellProps) {
  const choose = (value: string | null) => {
    if (value === LITERAL) return onChange({ kind: 'literal', value: '' }); // the person says it, never a default
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
      error={problem}
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
  readonly field: MappedField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function LiteralField({ field, value, problem, onChange }: LiteralFieldProps) {
  const shared = { 'aria-label': `Value of ${field.name} in all rows`, mt: 6, error: problem };
  if (field.allowedValues.length > 0)
    return (
      <Select
        {...shared}
        placeholder="Choose…"
        data={[...field.allowedValues]}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  return <TextInput {...shared} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
