/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { SessionFailure } from '../../../../dashboard/app/failures/SessionFailure.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const show = (error: unknown) =>
  renderPage(<SessionFailure error={error} retry={() => {}} />, { address: '/w/main/lift?from=2026-01-01' });

const limited = (status: number) =>
  new ServerError('no', { response: new Response(null, { status }), bodyText: '' });

it.each([
  ['the server', limited(429)],
  [
    'GraphQL',
    new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Too many requests', extensions: { code: 'RATE_LIMITED' } }],
    }),
  ],
])('leads to the sign-in page if %s refuses more requests from an address', (_, error) => {
  show(error);

  expect(screen.getByRole('link', { name: 'sign in' }).getAttribute('href')).toBe(
    '/sign-in?next=%2Fw%2Fmain%2Flift%3Ffrom%3D2026-01-01',
  );
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('does not offer to sign in to a server that is away', () => {
  show(limited(503));

  expect(screen.queryByRole('link', { name: 'sign in' })).toBeNull();
});
