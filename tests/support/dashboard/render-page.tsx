import { ApolloClient, type ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { createCache } from '../../../dashboard/session/apollo-client.js';
import { type Session, SessionContext } from '../../../dashboard/session/session.js';
import { theme } from '../../../dashboard/ui/theme.js';
import { type Answers, lineWith } from './line.js';

configure({ asyncUtilTimeout: 30_000 }); // a busy machine is slow, not wrong

const workspace = {
  __typename: 'Workspace' as const,
  id: 'w1',
  slug: 'main',
  name: 'Main',
  simulated: false,
};
const ada = {
  id: 'u1',
  email: 'ada@example.com',
  name: 'Ada',
  role: 'ADMIN' as const,
  hasPassword: true,
};

export interface PageOptions {
  readonly address?: string;
  readonly answers?: Answers;
  /** The line to a server of the test's own, in place of `answers`. */
  readonly link?: ApolloLink;
  readonly viewer?: Partial<Session['viewer']>;
}

/** Draws part of a page as a signed-in administrator of the workspace `main`. */
export function renderPage(
  page: ReactNode,
  { address = '/w/main/lift', answers = {}, link = lineWith(answers), viewer = {} }: PageOptions = {},
) {
  const session: Session = { viewer: { ...ada, ...viewer }, workspaces: [workspace], workspace };
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
