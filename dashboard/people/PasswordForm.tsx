import { PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { SetPasswordDocument } from '../generated/graphql.js';
import { clientOf } from '../session/apollo-client.js';
import { Submit } from '../ui/command/Submit.js';
import { useCommand } from '../ui/command/use-command.js';

const MINIMUM_LENGTH = 12;

export interface PasswordFormProps {
  /** For the browser's password store. */
  readonly email: string;
  /** Someone who came in by a link does not need the old password. */
  readonly asksCurrent: boolean;
  readonly onDone: () => void;
}

export function PasswordForm({ email, asksCurrent, onDone }: PasswordFormProps) {
  const form = useForm({
    initialValues: { currentPassword: '', password: '', repeated: '' },
    validate: {
      password: (value) =>
        value.length < MINIMUM_LENGTH ? `Use ${MINIMUM_LENGTH} characters or more` : null,
      repeated: (value, { password }) => (value === password ? null : 'The two are not the same'),
    },
  });
  const command = useCommand(SetPasswordDocument, {
    client: clientOf(null),
    onDone: () => {
      form.reset();
      onDone();
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
        <Submit label="Save the password" command={command} />
      </Stack>
    </form>
  );
}
