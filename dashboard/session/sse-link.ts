import { ApolloLink } from '@apollo/client/link';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import { Observable } from 'rxjs';

const RETRY_ATTEMPTS = 2;

/** Carries subscriptions over server-sent events; a page that loses the stream polls instead. */
export function createSseLink(url: string, headers: Record<string, string>): ApolloLink {
  const client = createClient({ url, headers, retryAttempts: RETRY_ATTEMPTS });
  return new ApolloLink(
    ({ query, variables, operationName }) =>
      new Observable((observer) =>
        client.subscribe<ApolloLink.Result['data'] & Record<string, unknown>>(
          { query: print(query), variables, operationName },
          {
            next: (result) => observer.next(result as ApolloLink.Result),
            error: (error) => observer.error(error),
            complete: () => observer.complete(),
          },
        ),
      ),
  );
}
