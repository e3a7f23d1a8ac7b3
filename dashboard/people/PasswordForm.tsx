import { useMutation } from '@apollo/client/react';
import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { errorSentence } from '../format/errors.js';
import { SetPasswordDocument } from '../generated/graphql.js';
import { clientOf } from '../session/apollo-client.js';

const MINIMUM_LENGTH = 12;

export interface PasswordFormProps {
  /** For the browser's password store. */
  readonly email: string;
  /** Someone who came in by a link does not need the old password. */
  readonly asksCurrent: boolean;
  readonly onDone: () => void;
}

export function PasswordForm({ email, asksCurrent, onDone }: PasswordFormProps) {
  const [setPassword, { loading, error }] = useMutation(SetPasswordDocument, { client: clientOf(null) });
  const form = useForm({
    initialValues: { currentPassword: '', password: '', repeated: '' },
    validate: {
      password: (value) =>
        value.length < MINIMUM_LENGTH ? `Use ${MINIMUM_LENGTH} characters or more` : null,
      repeated: (value, { password }) => (value === password ? null : 'The two are not the same'),
    },
  });
  const submit = form.onSubmit(async ({ currentPassword, password }) => {
    const input = { password, ...(asksCurrent && { currentPassword }) };
    const result = await setPassword({ variables: { input } }).catch(() => null);
    if (!result?.data) return;
    form.reset();
    onDone();
  });

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
        <PasswordInput
          label="New password"
          description={`${MINIMUM_LENGTH} characters or more, not easy to guess: use four or more unrelated words`}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          {...form.getInputProps('repeated')}
        />
        {error && <Alert color="madder">{errorSentence(error)}</Alert>}
        <Button type="submit" loading={loading}>
          Save the password
        </Button>
      </Stack>
    </form>
  );
}
