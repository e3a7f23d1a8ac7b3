import { print } from 'graphql';
import { useEffect, useState } from 'react';
import { SessionDocument, type SessionQuery } from '../generated/graphql.js';

export type ViewerState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'without-workspace' }
  | {
      readonly kind: 'signed-in';
      readonly viewer: NonNullable<SessionQuery['viewer']>;
      readonly workspaces: SessionQuery['workspaces'];
    };

/** Who is signed in, and the workspaces that they may choose from. */
export function useViewer(): ViewerState {
  const [state, setState] = useState<ViewerState>({ kind: 'loading' });
  useEffect(() => {
    askForViewer().then(setState, () => setState({ kind: 'failed' }));
  }, []);
  return state;
}

interface SessionAnswer {
  readonly data?: Partial<SessionQuery> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

async function askForViewer(): Promise<ViewerState> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ query: print(SessionDocument), operationName: 'Session' }),
  });
  return toViewerState(await response.json());
}

/** Who may not ask for the workspaces is signed out, or has a role that sees none: neither is an error. */
export function toViewerState({ data, errors = [] }: SessionAnswer): ViewerState {
  const codes = errors.map(({ extensions }) => extensions?.code);
  if (codes.includes('UNAUTHENTICATED')) return { kind: 'signed-out' };
  if (codes.includes('FORBIDDEN')) return { kind: 'without-workspace' };
  if (!data) return { kind: 'failed' };
  const { viewer, workspaces = [] } = data;
  return viewer ? { kind: 'signed-in', viewer, workspaces } : { kind: 'signed-out' };
}
