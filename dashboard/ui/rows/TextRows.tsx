import { Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { RowsEditor } from './RowsEditor.js';

interface TextColumn {
  readonly field: string;
  /** Accessible name, before the number of the row. */
  readonly label: string;
  readonly placeholder: string;
}

export interface TextRowsProps<Values> {
  readonly form: UseFormReturnType<Values>;
  /** The list of the form that has the rows. */
  readonly path: string;
  readonly rows: readonly { readonly key: string }[];
  /** What a row is, such as `attribute`. */
  readonly noun: string;
  readonly columns: readonly TextColumn[];
  readonly label: string;
  readonly description: string;
}

/** A list in a form whose rows are texts side by side, named by the first of them. */
export function TextRows<Values>(props: TextRowsProps<Values>) {
  const { form, path, rows, noun, columns, label, description } = props;
  const nameOf = (row: object) => (row as Record<string, string>)[columns[0]!.field];
  const empty = Object.fromEntries(columns.map(({ field }) => [field, '']));
  return (
    <Input.Wrapper label={label} labelElement="div" description={description}>
      <RowsEditor
        rows={rows}
        addLabel={`Add ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`}
        removeLabel={(row, index) => `Remove ${noun} ${nameOf(row) || index + 1}`}
        onAdd={() => form.insertListItem(path, { key: randomId(), ...empty } as never)}
        onRemove={(index) => form.removeListItem(path, index)}
      >
        {(_row, index) => <RowInputs index={index} {...props} />}
      </RowsEditor>
    </Input.Wrapper>
  );
}

type RowInputsProps<Values> = Pick<TextRowsProps<Values>, 'form' | 'path' | 'columns'> & {
  readonly index: number;
};

const RowInputs = <Values,>({ form, path, columns, index }: RowInputsProps<Values>) =>
  columns.map(({ field, label, placeholder }) => (
    <TextInput
      key={field}
      aria-label={`${label} ${index + 1}`}
      placeholder={placeholder}
      {...form.getInputProps(`${path}.${index}.${field}`)}
    />
  ));
