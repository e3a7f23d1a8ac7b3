import { useMutation } from '@apollo/client/react';
import { Alert, Anchor, Button, Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { errorSentence } from '../../format/errors.js';
import { SignInWithLinkDocument } from '../../generated/graphql.js';
import { clientOf, forgetClients } from '../../session/apollo-client.js';
import { FullPage } from '../../ui/page/FullPage.js';
import { PasswordForm } from '../PasswordForm.js';

export interface LinkSignInProps {
  readonly token: string;
  readonly next: string;
}

/**
 * Uses a one-time link. It asks for a click first: programs that fetch every link of a mail must not use
 * it up before the person does.
 */
export function LinkSignIn({ token, next }: LinkSignInProps) {
  const navigate = useNavigate();
  const [signIn, { data, loading, error }] = useMutation(SignInWithLinkDocument, { client: clientOf(null) });
  const enter = async () => {
    forgetClients();
    await navigate(next, { replace: true });
  };

  if (data)
    return (
      <FullPage title={`Welcome, ${data.signInWithLink.name}`}>
        <Text size="sm" c="dimmed">
          You are signed in as {data.signInWithLink.email}. Choose a password for the next time.
        </Text>
        <PasswordForm email={data.signInWithLink.email} asksCurrent={false} onDone={enter} />
        <Anchor component="button" type="button" size="sm" onClick={enter}>
          Go on without changing the password
        </Anchor>
      </FullPage>
    );
  return (
    <FullPage title="Your sign-in link">
      <Text size="sm" c="dimmed">
        This link signs you in once.
      </Text>
      {error && <Alert color="madder">{errorSentence(error)}</Alert>}
      {error ? (
        <Anchor component={Link} to="/sign-in">
          Sign in with a password instead
        </Anchor>
      ) : (
        <Button
          loading={loading}
          onClick={() => signIn({ variables: { input: { token } } }).catch(() => null)}
        >
          Sign in
        </Button>
      )}
    </FullPage>
  );
}
