import { Alert, Anchor, Button, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { errorCode, errorSentence, errorWords } from '../../format/errors.js';
import { SignInWithLinkDocument, type SignInWithLinkMutation } from '../../generated/graphql.js';
import { clientOf, forgetClients } from '../../session/apollo-client.js';
import { useCommand } from '../../ui/command/use-command.js';
import { FullPage } from '../../ui/page/FullPage.js';
import { PasswordForm } from '../PasswordForm.js';

export interface LinkSignInProps {
  readonly token: string;
  readonly next: string;
  /** Without a click, for the link that the first start printed. */
  readonly atOnce: boolean;
}

/**
 * Uses a one-time link. A link that was sent to someone asks for a click first: programs that fetch every link of a
 * mail must not use it up before the person does.
 */
export function LinkSignIn({ token, next, atOnce }: LinkSignInProps) {
  const { signIn, enter, forgetful, loading, error } = useLink(token, next);
  const start = useEffectEvent(() => void signIn());
  useEffect(() => {
    if (atOnce) start();
  }, [atOnce]);
  if (forgetful) return <NewPassword {...forgetful} onDone={enter} />;
  return (
    <FullPage title="Your sign-in link">
      <Text size="sm" c="dimmed">
        This link signs you in once.
      </Text>
      {Boolean(error) && <Alert color="madder">{linkFailure(error)}</Alert>}
      {error ? (
        <Anchor component={Link} to="/sign-in">
          Sign in with a password instead
        </Anchor>
      ) : (
        <Button loading={loading} onClick={signIn}>
          Sign in
        </Button>
      )}
    </FullPage>
  );
}

/** Of a link that does not work the server's words say all: that the person is signed out goes without saying. */
const linkFailure = (error: unknown): string =>
  errorCode(error) === 'UNAUTHENTICATED' ? errorWords(error).hint : errorSentence(error);

function useLink(token: string, next: string) {
  const navigate = useNavigate();
  const [forgetful, setForgetful] = useState<SignInWithLinkMutation['signInWithLink'] | null>(null);
  const enter = () => {
    forgetClients();
    return navigate(next, { replace: true });
  };
  const { run, loading, error } = useCommand(SignInWithLinkDocument, {
    client: clientOf(null),
    onDone: ({ signInWithLink: person }) => (person.hasPassword ? setForgetful(person) : enter()),
  });
  return { signIn: () => run({ token }), enter, forgetful, loading, error };
}

interface NewPasswordProps {
  readonly name: string;
  readonly email: string;
  readonly onDone: () => unknown;
}

/** For someone who has a password and came by a link all the same: they probably forgot it. */
const NewPassword = ({ name, email, onDone }: NewPasswordProps) => (
  <FullPage title={`Welcome, ${name}`}>
    <Text size="sm" c="dimmed">
      You are signed in as {email}. If you forgot your password, choose a new one.
    </Text>
    <PasswordForm email={email} asksCurrent={false} client={clientOf(null)} onDone={onDone} />
    <Anchor component="button" type="button" size="sm" onClick={onDone}>
      Keep the current password
    </Anchor>
  </FullPage>
);
