import { ApolloClient, ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { Observable, of } from 'rxjs';
import { createCache } from '../../../dashboard/session/apollo-client.js';
import { type Session, SessionContext } from '../../../dashboard/session/session.js';
import { theme } from '../../../dashboard/ui/theme.js';

configure({ asyncUtilTimeout: 30_000 }); // a busy machine is slow, not wrong

const workspace = {
  __typename: 'Workspace' as const,
  id: 'w1',
  slug: 'main',
  name: 'Main',
  simulated: false,
};
const viewer = {
  id: 'u1',
  email: 'ada@example.com',
  name: 'Ada',
  role: 'ADMIN' as const,
  hasPassword: true,
};

export interface PageOptions {
  readonly address?: string;
  /** Answers by operation name; an operation without one never ends, as on a slow line. */
  readonly answers?: Readonly<Record<string, ApolloLink.Result | Error>>;
  /** The line to a server of the test's own, in place of `answers`. */
  readonly link?: ApolloLink;
  readonly hasPassword?: boolean;
}

const lineWith = (answers: NonNullable<PageOptions['answers']>) =>
  new ApolloLink(({ operationName = '' }) => {
    const answer = answers[operationName];
    if (!answer) return new Observable<ApolloLink.Result>();
    return answer instanceof Error
      ? new Observable<ApolloLink.Result>((observer) => observer.error(answer))
      : of(answer);
  });

/** Draws part of a page as a signed-in administrator of the workspace `main`. */
export function renderPage(
  page: ReactNode,
  { address = '/w/main/lift', answers = {}, link = lineWith(answers), hasPassword = true }: PageOptions = {},
) {
  const session: Session = { viewer: { ...viewer, hasPassword }, workspaces: [workspace], workspace };
  const client = new ApolloClient({ cache: createCache(), link });
  return render(
    <MantineProvider theme={theme} env="test">
      <ApolloProvider client={client}>
        <SessionContext value={session}>
          <MemoryRouter initialEntries={[address]} useTransitions={false}>
            {page}
          </MemoryRouter>
        </SessionContext>
      </ApolloProvider>
    </MantineProvider>,
  );
}
