import { useQuery } from '@apollo/client/react';
import { Navigate } from 'react-router';
import { SessionDocument } from '../generated/graphql.js';
import { ErrorNotice } from '../ui/page/ErrorNotice.js';
import { FullPage } from '../ui/page/FullPage.js';
import { PageLoader } from '../ui/page/PageLoader.js';
import { clientOf } from './apollo-client.js';
import { lastWorkspace, startingWorkspace } from './last-workspace.js';

/** `/`: sends a visitor to the workspace they saw last, or to sign in. */
export function HomePage() {
  const { data, error, refetch } = useQuery(SessionDocument, { client: clientOf(null) });

  if (error)
    return (
      <FullPage title="Toile">
        <ErrorNotice error={error} onRetry={() => refetch()} />
      </FullPage>
    );
  if (!data) return <PageLoader />;
  if (!data.viewer) return <Navigate to="/sign-in" replace />;
  const workspace = startingWorkspace(data.workspaces, lastWorkspace());
  if (!workspace)
    return (
      <FullPage title="No workspace">
        <p>There is no workspace you may see. Ask an administrator to add you to one.</p>
      </FullPage>
    );
  return <Navigate to={`/w/${workspace.slug}/lift`} replace />;
}
