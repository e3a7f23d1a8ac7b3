import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { errorCode, errorSentence } from '../../format/errors.js';
import { SignInDocument } from '../../generated/graphql.js';
import { clientOf, forgetClients } from '../../session/apollo-client.js';
import type { SubmitProps } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';

function useSignIn(next: string) {
  const navigate = useNavigate();
  return useCommand(SignInDocument, {
    client: clientOf(null),
    onDone: () => {
      forgetClients();
      return navigate(next, { replace: true });
    },
  });
}

export function PasswordSignIn({ next }: { readonly next: string }) {
  const command = useSignIn(next);
  const form = useForm({ initialValues: { email: '', password: '' } });
  return (
    <form onSubmit={form.onSubmit(command.run)}>
      <Stack gap="sm">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        <SignInFoot command={command} />
      </Stack>
    </form>
  );
}

const SignInFoot = ({ command: { error, loading } }: Pick<SubmitProps, 'command'>) => (
  <>
    {Boolean(error) && <Alert color="madder">{signInFailure(error)}</Alert>}
    <Button type="submit" loading={loading} mt="xs">
      Sign in
    </Button>
    <Text size="xs" c="dimmed">
      No password yet, or forgotten? An administrator can hand you a one-time sign-in link from Settings, or
      the operator with <code>npm run toile -- users link --email EMAIL</code>.
    </Text>
  </>
);

const signInFailure = (error: unknown): string =>
  errorCode(error) === 'UNAUTHENTICATED' ? 'Incorrect e-mail or password.' : errorSentence(error);
