import type { ApolloClient } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { errorCode } from '../format/errors.js';
import { SessionDocument, type SessionQuery } from '../generated/graphql.js';
import type { Session } from '../session/session.js';

export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly kind: 'signed-out' }
  | {
      readonly kind: 'signed-in';
      readonly viewer: Session['viewer'];
      readonly workspaces: SessionQuery['workspaces'];
    };

/** Who is signed in. A visitor who may not even ask for the workspaces is signed out, not an error. */
export function useSessionQuery(client?: ApolloClient): SessionState {
  const { data, error, refetch } = useQuery(SessionDocument, { client });
  if (errorCode(error) === 'UNAUTHENTICATED') return { kind: 'signed-out' };
  if (error) return { kind: 'failed', error, retry: () => void refetch() };
  if (!data) return { kind: 'loading' };
  return data.viewer
    ? { kind: 'signed-in', viewer: data.viewer, workspaces: data.workspaces }
    : { kind: 'signed-out' };
}
