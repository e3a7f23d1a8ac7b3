import { ApolloProvider } from '@apollo/client/react';
import { useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { clientOf } from '../session/apollo-client.js';
import { type Session, SessionContext } from '../session/session.js';
import { PageLoader } from '../ui/page/PageLoader.js';
import { GoneWorkspacePage } from './failures/GoneWorkspacePage.js';
import { NoWorkspacePage } from './failures/NoWorkspacePage.js';
import { SessionFailure } from './failures/SessionFailure.js';
import { rememberWorkspace } from './last-workspace.js';
import { Shell } from './shell/Shell.js';
import { signInPath } from './sign-in-path.js';
import { useSessionQuery } from './use-session-query.js';

/** Everything below `/w/:workspace`: its own client, its session, then the shell around the page. */
export function WorkspaceLayout() {
  const { workspace = '' } = useParams();
  return (
    <ApolloProvider client={clientOf(workspace)} key={workspace}>
      <SignedIn slug={workspace} />
    </ApolloProvider>
  );
}

function SignedIn({ slug }: { readonly slug: string }) {
  const session = useSessionQuery();
  const location = useLocation();

  if (session.kind === 'failed') return <SessionFailure error={session.error} retry={session.retry} />;
  if (session.kind === 'loading') return <PageLoader />;
  if (session.kind === 'signed-out') return <Navigate to={signInPath(location)} replace />;
  const workspace = session.workspaces.find((candidate) => candidate.slug === slug);
  if (session.workspaces.length === 0) return <NoWorkspacePage role={session.viewer.role} />;
  if (!workspace) return <GoneWorkspacePage slug={slug} />;
  return <InWorkspace session={{ ...session, workspace }} />;
}

function InWorkspace({ session }: { readonly session: Session }) {
  const { slug } = session.workspace;
  useEffect(() => rememberWorkspace(slug), [slug]);
  return (
    <SessionContext value={session}>
      <Shell />
    </SessionContext>
  );
}
