import type { ApolloClient } from '@apollo/client';
import { useNavigate } from 'react-router';
import { SignOutDocument } from '../generated/graphql.js';
import { forgetClients } from '../session/apollo-client.js';
import { useCommand } from '../ui/command/use-command.js';

/** Signs out, forgets what was read, and asks who comes next. */
export function useSignOut(client?: ApolloClient): () => unknown {
  const navigate = useNavigate();
  const { run } = useCommand(SignOutDocument, {
    client,
    failureTitle: 'Not signed out',
    onDone: () => {
      forgetClients();
      return navigate('/sign-in');
    },
  });
  return () => run();
}
