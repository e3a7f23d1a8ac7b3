import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { Navigate, useSearchParams } from 'react-router';
import { SetupDocument } from '../../generated/graphql.js';
import { clientOf } from '../../session/apollo-client.js';
import { FullPage } from '../../ui/page/FullPage.js';
import { PageLoader } from '../../ui/page/PageLoader.js';
import { LinkSignIn } from './LinkSignIn.js';
import { PasswordSignIn } from './PasswordSignIn.js';
import { safeNext } from './safe-next.js';

/** Signs in by password, or by a one-time link (`?token=`). */
export function SignInPage() {
  const [params] = useSearchParams();
  const token = params.get('token');
  const next = safeNext(params.get('next'));
  const { data, error } = useQuery(SetupDocument, { client: clientOf(null), fetchPolicy: 'network-only' });

  if (token && !data && !error) return <PageLoader />;
  if (token) return <LinkSignIn token={token} next={next} atOnce={data?.setup.needsFirstSignIn ?? false} />;
  if (data?.viewer) return <Navigate to={next} replace />;
  return (
    <FullPage title="Sign in to Toile">
      {data?.setup.needsFirstSignIn && (
        <Text size="sm" c="dimmed">
          No one has signed in yet. The server printed a one-time link for the first administrator when it
          started: open that link.
        </Text>
      )}
      <PasswordSignIn next={next} />
    </FullPage>
  );
}
