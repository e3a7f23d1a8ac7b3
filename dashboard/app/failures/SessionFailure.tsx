import type { ApolloClient } from '@apollo/client';
import { Anchor, Button, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { errorCode, errorWords, isRateLimited } from '../../format/errors.js';
import { FullPage } from '../../ui/page/FullPage.js';
import { signInPath } from '../sign-in-path.js';
import { AccountOnlyPage } from './AccountOnlyPage.js';

const NO_ACCESS =
  'Fashion experts see no results and no origins, so that they can score blind. An administrator can change your role.';

export interface SessionFailureProps {
  readonly error: unknown;
  readonly retry: () => void;
  readonly client?: ApolloClient | undefined;
}

/** In place of every page: the viewer may see none of them, or the server did not say who it is. */
export function SessionFailure({ error, retry, client }: SessionFailureProps) {
  const location = useLocation();
  if (errorCode(error) === 'FORBIDDEN')
    return <AccountOnlyPage title="Nothing here for your role yet" reason={NO_ACCESS} client={client} />;
  const { title, hint } = errorWords(error);
  return (
    <FullPage title={title}>
      <Text c="dimmed" role="alert">
        {hint}
      </Text>
      <Button onClick={retry}>Try again</Button>
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
