import type { ApolloClient } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Text } from '@mantine/core';
import { SetupDocument } from '../../generated/graphql.js';
import { PasswordForm } from '../../people/PasswordForm.js';
import { FullPage } from '../../ui/page/FullPage.js';
import { useSignOut } from '../use-sign-out.js';

export interface AccountOnlyPageProps {
  readonly title: string;
  /** Why there is nothing to see, and who can change that. */
  readonly reason: string;
  readonly client?: ApolloClient | undefined;
}

/** For a person who may see no page yet: they can set the password to come back with, and sign out. */
export function AccountOnlyPage({ title, reason, client }: AccountOnlyPageProps) {
  const signOut = useSignOut(client);
  const { data, refetch } = useQuery(SetupDocument, { client });
  const viewer = data?.viewer;
  return (
    <FullPage title={title}>
      <Text c="dimmed">{reason}</Text>
      {viewer && !viewer.hasPassword && (
        <PasswordForm email={viewer.email} asksCurrent={false} client={client} onDone={refetch} />
      )}
      <Button variant="default" onClick={() => signOut()}>
        Sign out
      </Button>
    </FullPage>
  );
}
