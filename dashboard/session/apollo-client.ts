import { type ApolloCache, ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';
import { getMainDefinition } from '@apollo/client/utilities/internal';
import { OperationTypeNode } from 'graphql';
import { errorCode, missingEntity } from '../format/errors.js';
import { SessionDocument } from '../generated/graphql.js';
import { possibleTypes } from '../generated/possible-types.js';
import { createSseLink } from './sse-link.js';

/** A cache that knows which lists are read page by page, and which types an interface has. */
export const createCache = () =>
  new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: {
        fields: {
          stores: relayStylePagination(['search', 'ids']),
          items: relayStylePagination(['filter']),
          itemPerformance: relayStylePagination(['input']),
          jobs: relayStylePagination(),
          importRuns: relayStylePagination(),
          eventRejects: relayStylePagination(),
          auditLog: relayStylePagination(),
          modelRuns: relayStylePagination(['kind', 'storeId']),
        },
      },
      // A report has no id: parts of one report that were asked for apart belong together.
      LiftReport: { keyFields: false, merge: true },
      LiftEstimate: { keyFields: false, merge: true },
      Ingestion: { keyFields: false, merge: true },
    },
  });

/** For a change after which every lift report must be computed again. */
export const forgetLift = (cache: ApolloCache): void => {
  for (const fieldName of ['lift', 'itemPerformance']) cache.evict({ id: 'ROOT_QUERY', fieldName });
};

/** What the rows of an import change. */
const TOTALS = ['lift', 'stores', 'store', 'items', 'item', 'itemPerformance', 'categories'] as const;

/** For a change of many totals, stores or items: each is read again when a page shows it. */
export function forgetTotals(cache: ApolloCache): void {
  for (const fieldName of TOTALS) cache.evict({ id: 'ROOT_QUERY', fieldName });
}

/** What lists a store, or adds it up. */
const OF_STORES = ['lift', 'stores', 'items', 'itemPerformance', 'categories', 'modelRuns', 'jobs'] as const;

/** For a store that is gone: its own page is left, the lists are read again. */
export function forgetStores(cache: ApolloCache): void {
  for (const fieldName of OF_STORES) cache.evict({ id: 'ROOT_QUERY', fieldName });
}

const isSubscription: Parameters<typeof ApolloLink.split>[0] = ({ query }) => {
  const definition = getMainDefinition(query);
  return definition.kind === 'OperationDefinition' && definition.operation === OperationTypeNode.SUBSCRIPTION;
};

/**
 * Forgets the viewer when the server says the session is over, and the workspace when it has been deleted: the
 * layout then shows the sign-in page, or where to go on.
 */
const createSessionLink = (cache: InMemoryCache, workspace: string | null) =>
  new ErrorLink(({ error }) => {
    if (errorCode(error) === 'UNAUTHENTICATED')
      cache.updateQuery({ query: SessionDocument }, (session) => session && { ...session, viewer: null });
    if (missingEntity(error) === 'Workspace')
      cache.updateQuery(
        { query: SessionDocument },
        (session) =>
          session && { ...session, workspaces: session.workspaces.filter(({ slug }) => slug !== workspace) },
      );
  });

function createWorkspaceClient(workspace: string | null): ApolloClient {
  const headers: Record<string, string> = workspace ? { 'toile-workspace': workspace } : {};
  const cache = createCache();
  const transport = ApolloLink.split(
    isSubscription,
    createSseLink('/graphql/stream', headers),
    new HttpLink({ uri: '/graphql', headers, credentials: 'same-origin' }),
  );
  return new ApolloClient({ cache, link: ApolloLink.from([createSessionLink(cache, workspace), transport]) });
}

const clients = new Map<string, ApolloClient>();

/** The client of one workspace, with a cache of its own: real and simulated data never meet in it. */
export function clientOf(workspace: string | null): ApolloClient {
  const key = workspace ?? '';
  const client = clients.get(key) ?? createWorkspaceClient(workspace);
  clients.set(key, client);
  return client;
}

/** Forgets what clients have read: on leaving all of it, so that nothing one person saw is shown to the next. */
export function forgetClients({ except }: { readonly except?: string } = {}): void {
  for (const key of clients.keys()) if (key !== except) clients.delete(key);
}
