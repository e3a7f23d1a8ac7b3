import type { ApolloClient } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { errorCode, isRateLimited } from '../format/errors.js';
import { SetupDocument } from '../generated/graphql.js';
import { PasswordForm } from '../people/PasswordForm.js';
import { ErrorNotice } from '../ui/page/ErrorNotice.js';
import { FullPage } from '../ui/page/FullPage.js';
import { signInPath } from './sign-in-path.js';
import { useSignOut } from './use-sign-out.js';

export interface SessionFailureProps {
  readonly error: unknown;
  readonly retry: () => void;
  readonly client?: ApolloClient | undefined;
}

/** In place of every page: who is signed in may see none of them, or nobody could be asked. */
export function SessionFailure({ error, retry, client }: SessionFailureProps) {
  const location = useLocation();
  if (errorCode(error) === 'FORBIDDEN') return <NoAccess client={client} />;
  return (
    <FullPage title="Toile">
      <ErrorNotice error={error} onRetry={retry} />
      {isRateLimited(error) && (
        <Text size="sm" c="dimmed">
          If you are signed out, you do not have to wait:{' '}
          <Anchor component={Link} to={signInPath(location)}>
            sign in
          </Anchor>
          .
        </Text>
      )}
    </FullPage>
  );
}

/** For a role that may see no page yet, but comes back by a password all the same. */
function NoAccess({ client }: Pick<SessionFailureProps, 'client'>) {
  const signOut = useSignOut(client);
  const { data, refetch } = useQuery(SetupDocument, { client });
  const viewer = data?.viewer;
  return (
    <FullPage title="Nothing here for your role yet">
      <Text c="dimmed">
        Fashion experts see no results and no origins, so that they can score blind. An administrator can
        change your role.
      </Text>
      {viewer && !viewer.hasPassword && (
        <PasswordForm email={viewer.email} asksCurrent={false} client={client} onDone={refetch} />
      )}
      <Button variant="default" onClick={() => signOut()}>
        Sign out
      </Button>
    </FullPage>
  );
}
