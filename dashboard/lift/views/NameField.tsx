import { TextInput } from '@mantine/core';
import { errorCode, errorWords } from '../../format/errors.js';
import { CommandError } from '../../ui/command/CommandError.js';

/** Characters that the server takes as a name. */
const MAX_NAME_LENGTH = 200;

export interface NameFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** Of the command that sent the name. */
  readonly error: unknown;
}

/** What the server says of the name itself. */
const nameFault = (error: unknown): string | undefined =>
  errorCode(error) === 'CONFLICT' ? errorWords(error).hint : undefined;

/** The name of a view. A name that is taken is said at the field. */
export const NameField = ({ error, onChange, ...field }: NameFieldProps) => (
  <TextInput
    {...field}
    onChange={(event) => onChange(event.currentTarget.value)}
    maxLength={MAX_NAME_LENGTH}
    error={nameFault(error)}
    data-autofocus
  />
);

/** Why a command failed, unless the field of the name says it. */
export const OtherError = ({ error }: { readonly error: unknown }) => (
  <CommandError error={nameFault(error) ? undefined : error} />
);
