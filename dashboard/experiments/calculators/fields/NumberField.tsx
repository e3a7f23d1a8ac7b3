import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldKey, textIn } from './field-reader.js';
import type { Fields } from './use-fields.js';

/** What the inputs of a form share. */
export interface FormState {
  readonly fields: Fields;
  readonly problems: ReadonlyMap<string, string>;
}

export interface NumberFieldProps {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly description?: ReactNode;
  /** What holds while nothing is written. */
  readonly placeholder?: string;
}

/** A number that is kept as it was written, with what is wrong with it. */
export const NumberField = ({ form: { fields, problems }, name, ...shown }: NumberFieldProps) => (
  <TextInput
    {...shown}
    inputMode="decimal"
    inputWrapperOrder={['label', 'input', 'error', 'description']}
    autoComplete="off"
    value={textIn(fields.params, name)}
    error={problems.get(fieldKey(name))}
    onFocus={fields.begin}
    onChange={({ currentTarget: { value } }) => fields.write({ [name]: value })}
  />
);
