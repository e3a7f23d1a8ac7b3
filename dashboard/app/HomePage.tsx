import { Navigate } from 'react-router';
import { clientOf } from '../session/apollo-client.js';
import { PageLoader } from '../ui/page/PageLoader.js';
import { NoWorkspacePage } from './failures/NoWorkspacePage.js';
import { SessionFailure } from './failures/SessionFailure.js';
import { lastWorkspace, startingWorkspace } from './last-workspace.js';
import { useSessionQuery } from './use-session-query.js';

/** `/`: sends a visitor to the workspace they saw last, or to sign in. */
export function HomePage() {
  const session = useSessionQuery(clientOf(null));

  if (session.kind === 'failed')
    return <SessionFailure error={session.error} retry={session.retry} client={clientOf(null)} />;
  if (session.kind === 'loading') return <PageLoader />;
  if (session.kind === 'signed-out') return <Navigate to="/sign-in" replace />;
  const workspace = startingWorkspace(session.workspaces, lastWorkspace());
  if (!workspace) return <NoWorkspacePage role={session.viewer.role} client={clientOf(null)} />;
  return <Navigate to={`/w/${workspace.slug}/lift`} replace />;
}
