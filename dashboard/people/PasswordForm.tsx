import type { ApolloClient } from '@apollo/client';
import { PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { SetPasswordDocument } from '../generated/graphql.js';
import { Submit } from '../ui/command/Submit.js';
import { useCommand } from '../ui/command/use-command.js';

const MIN_LENGTH = 12;

export interface PasswordFormProps {
  /** For the browser's password store. */
  readonly email: string;
  /** Not for a person who has no password yet, or who has just signed in by a link. */
  readonly asksCurrent: boolean;
  /** Where no page has provided one. */
  readonly client?: ApolloClient;
  readonly onDone: () => unknown;
}

const usePasswordForm = () =>
  useForm({
    initialValues: { currentPassword: '', password: '', repeated: '' },
    validate: {
      password: (value) => (value.length < MIN_LENGTH ? `Use ${MIN_LENGTH} characters or more` : null),
      repeated: (value, { password }) => (value === password ? null : 'The two are not the same'),
    },
  });

export function PasswordForm({ email, asksCurrent, client, onDone }: PasswordFormProps) {
  const form = usePasswordForm();
  const command = useCommand(SetPasswordDocument, {
    client,
    onDone: () => {
      form.reset();
      return onDone();
    },
  });
  const submit = form.onSubmit(({ currentPassword, password }) =>
    command.run({ password, ...(asksCurrent && { currentPassword }) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <input type="hidden" autoComplete="username" value={email} readOnly />
        {asksCurrent && (
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
        )}
        <NewPasswordFields form={form} />
        <Submit label="Save the password" command={command} />
      </Stack>
    </form>
  );
}

const NewPasswordFields = ({ form }: { readonly form: ReturnType<typeof usePasswordForm> }) => (
  <>
    <PasswordInput
      label="New password"
      description={`${MIN_LENGTH} characters or more, not easy to guess: use four or more unrelated words`}
      autoComplete="new-password"
      {...form.getInputProps('password')}
    />
    <PasswordInput
      label="New password again"
      autoComplete="new-password"
      {...form.getInputProps('repeated')}
    />
  </>
);
