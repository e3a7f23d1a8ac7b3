import type { ApolloClient } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { SignOutDocument } from '../generated/graphql.js';
import { forgetClients } from '../session/apollo-client.js';

/** Signs out, forgets what was read, and asks who comes next. */
export function useSignOut(client?: ApolloClient): () => Promise<void> {
  const navigate = useNavigate();
  const [signOut] = useMutation(SignOutDocument, { client });
  return async () => {
    await signOut();
    forgetClients();
    await navigate('/sign-in');
  };
}
