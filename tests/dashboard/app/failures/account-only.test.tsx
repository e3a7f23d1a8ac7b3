/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { beforeEach, expect, it } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { SessionFailure } from '../../../../dashboard/app/failures/SessionFailure.js';
import { HomePage } from '../../../../dashboard/app/HomePage.js';
import { clientOf, forgetClients } from '../../../../dashboard/session/apollo-client.js';
import { lineWith } from '../../../support/dashboard/line.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const ada = { __typename: 'User', id: 'u1', email: 'ada@example.com', name: 'Ada', role: 'MERCHANT' };

function serve(hasPassword: boolean): void {
  const viewer = { ...ada, hasPassword };
  const setup = { __typename: 'Setup', needsFirstSignIn: false, version: '1' };
  clientOf(null).setLink(
    lineWith({
      Session: { data: { viewer, workspaces: [] } },
      Setup: { data: { viewer, setup } },
      SetPassword: { data: { setPassword: { ...ada, hasPassword: true } } },
    }),
  );
}

const forbidden = new CombinedGraphQLErrors({
  data: null,
  errors: [{ message: 'No', extensions: { code: 'FORBIDDEN' } }],
});
const pages = [
  ['No store yet', () => <HomePage />],
  [
    'Nothing here for your role yet',
    () => <SessionFailure error={forbidden} retry={() => {}} client={clientOf(null)} />,
  ],
] as const;

beforeEach(() => forgetClients());

it.each(pages)('“%s” lets a person without a password set one', async (title, Page) => {
  serve(false);
  renderPage(<Page />);
  const password = await screen.findByLabelText('New password');
  expect(screen.getByRole('heading', { name: title })).toBeTruthy();

  for (const field of [password, screen.getByLabelText('New password again')])
    fireEvent.change(field, { target: { value: 'correct horse battery staple' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the password' }));

  await waitFor(() => expect(screen.queryByLabelText('New password')).toBeNull());
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeTruthy();
});

it.each(pages)('“%s” asks no person with a password for another', async (title, Page) => {
  serve(true);
  renderPage(<Page />);

  expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  expect(screen.queryByLabelText('New password')).toBeNull();
});
