import { ApolloProvider, useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { SessionDocument } from '../generated/graphql.js';
import { ErrorNotice } from '../ui/page/ErrorNotice.js';
import { FullPage } from '../ui/page/FullPage.js';
import { PageLoader } from '../ui/page/PageLoader.js';
import { clientOf } from './apollo-client.js';
import { rememberWorkspace } from './last-workspace.js';
import { NotFoundPage } from './NotFoundPage.js';
import { SessionContext } from './session.js';
import { Shell } from './shell/Shell.js';

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
  const { data, error, refetch } = useQuery(SessionDocument);
  const { pathname, search } = useLocation();
  const workspace = data?.workspaces.find((candidate) => candidate.slug === slug);
  const known = workspace?.slug;

  useEffect(() => {
    if (known) rememberWorkspace(known);
  }, [known]);

  if (error)
    return (
      <FullPage title="Toile">
        <ErrorNotice error={error} onRetry={() => refetch()} />
      </FullPage>
    );
  if (!data) return <PageLoader />;
  if (!data.viewer) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (!workspace) return <NotFoundPage />;
  return (
    <SessionContext value={{ viewer: data.viewer, workspaces: data.workspaces, workspace }}>
      <Shell />
    </SessionContext>
  );
}
