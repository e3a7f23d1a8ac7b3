import { Checkbox, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { keyOf, optionsOf } from '../../../format/words.js';
import { textIn } from './field-reader.js';
import type { FormState } from './NumberField.js';

interface FieldProps {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly description?: ReactNode;
}

export interface ChoiceFieldProps<K extends string> extends FieldProps {
  readonly names: Record<K, string>;
  /** What holds while nothing is chosen; the address leaves it out. */
  readonly usual: K;
}

/** One of several, by name. */
export function ChoiceField<K extends string>({ form, name, names, usual, ...shown }: ChoiceFieldProps<K>) {
  const { fields, problems } = form;
  const text = textIn(fields.params, name);
  return (
    <Select
      {...shown}
      data={optionsOf(names)}
      value={text === '' ? usual : keyOf(names, text)}
      error={problems.get(name)}
      allowDeselect={false}
      onChange={(value) => fields.choose({ [name]: value === null || value === usual ? '' : value })}
    />
  );
}

/** Yes or no. */
export const FlagField = ({ form: { fields, problems }, name, ...shown }: FieldProps) => (
  <Checkbox
    {...shown}
    checked={textIn(fields.params, name) === '1'}
    error={problems.get(name)}
    onChange={({ currentTarget: { checked } }) => fields.choose({ [name]: checked ? '1' : '' })}
  />
);
