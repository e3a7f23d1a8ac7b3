import type { GraphiQL } from 'graphiql';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { createClient } from 'graphql-sse';
import type { ComponentProps } from 'react';

export type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];
type Request = Parameters<Fetcher>[0];

/** Without the name of an operation that is no longer in the document: GraphiQL notices a moment after it is typed. */
export function withKnownName(request: Request): Request {
  const { operationName, ...rest } = request;
  return getOperationAST(parse(request.query), operationName) ? request : rest;
}

export const isSubscription = ({ query, operationName }: Request): boolean =>
  getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;

/**
 * Sends what is typed into the explorer the way the dashboard does: queries and mutations as JSON, subscriptions as
 * server-sent events, for the person whose session the browser has.
 *
 * @param workspaceOf slug of the workspace that is chosen, asked at each request; null for the default one
 */
export const createFetcher =
  (workspaceOf: () => string | null): Fetcher =>
  (typed, options) => {
    const request = withKnownName(typed);
    const workspace = workspaceOf();
    // What is typed under Headers comes last: it may name another workspace, or a key.
    const headers = { ...(workspace && { 'toile-workspace': workspace }), ...options?.headers };
    return isSubscription(request) ? subscribe(request, headers) : post(request, headers);
  };

async function post(request: Request, headers: Record<string, string>) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
  if (response.headers.get('content-type')?.includes('json')) return response.json();
  return {
    errors: [{ message: `The server cannot be reached (HTTP ${response.status}). Try again later.` }],
  };
}

const subscribe = (request: Request, headers: Record<string, string>) =>
  createClient({ url: '/graphql/stream', headers, retryAttempts: 0 }).iterate(
    request as Parameters<ReturnType<typeof createClient>['iterate']>[0],
  );
