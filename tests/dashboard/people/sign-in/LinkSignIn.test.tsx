/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { beforeEach, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { SignInPage } from '../../../../dashboard/people/sign-in/SignInPage.js';
import { clientOf, forgetClients } from '../../../../dashboard/session/apollo-client.js';
import { lineWith } from '../../../support/dashboard/line.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const ada = { __typename: 'User', id: 'u1', email: 'ada@example.com', name: 'Ada' };

interface Visit {
  readonly needsFirstSignIn?: boolean;
  readonly hasPassword?: boolean;
}

/** Opens a sign-in link. */
function open({ needsFirstSignIn = false, hasPassword = false }: Visit) {
  const setup = { __typename: 'Setup', needsFirstSignIn, version: '1' };
  clientOf(null).setLink(
    lineWith({
      Setup: { data: { viewer: null, setup } },
      SignInWithLink: { data: { signInWithLink: { ...ada, hasPassword } } },
      SetPassword: { data: { setPassword: { ...ada, hasPassword: true } } },
    }),
  );
  renderPage(
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/w/main/lift" element={<h1>Lift</h1>} />
    </Routes>,
    { address: '/sign-in?token=T&next=/w/main/lift' },
  );
}

const inside = () => screen.findByRole('heading', { name: 'Lift' });

beforeEach(() => forgetClients());

it('the link of the first start signs in at once', async () => {
  open({ needsFirstSignIn: true });

  expect(await inside()).toBeTruthy();
});

it('any other link waits for a click, so that a program that opens it does not use it up', async () => {
  open({});
  const button = await screen.findByRole('button', { name: 'Sign in' });
  expect(screen.queryByRole('heading', { name: 'Lift' })).toBeNull();

  fireEvent.click(button);

  expect(await inside()).toBeTruthy();
});

it('a person with a password may keep it', async () => {
  open({ hasPassword: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }));

  fireEvent.click(await screen.findByRole('button', { name: 'Keep the current password' }));

  expect(await inside()).toBeTruthy();
});

it('a person who forgot the password sets a new one without it', async () => {
  open({ hasPassword: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
  const password = await screen.findByLabelText('New password');
  expect(screen.queryByLabelText('Current password')).toBeNull();

  for (const field of [password, screen.getByLabelText('New password again')])
    fireEvent.change(field, { target: { value: 'correct horse battery staple' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save the password' }));

  expect(await inside()).toBeTruthy();
});
