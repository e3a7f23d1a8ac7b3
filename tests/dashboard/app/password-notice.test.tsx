/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { beforeEach, expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { PasswordNotice } from '../../../dashboard/app/shell/PasswordNotice.js';
import { renderPage } from '../../support/dashboard/render-page.js';

beforeEach(() => sessionStorage.clear());

it('asks a person without a password for one, until dismissed in this tab', () => {
  const { unmount } = renderPage(<PasswordNotice />, { viewer: { hasPassword: false } });
  expect(screen.getByRole('link', { name: 'Set a password' }).getAttribute('href')).toBe(
    '/w/main/settings/account',
  );

  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('link')).toBeNull();
  unmount();
  renderPage(<PasswordNotice />, { viewer: { hasPassword: false } });
  expect(screen.queryByRole('link')).toBeNull();
});

it('asks the next person who signs in in the same tab', () => {
  const { unmount } = renderPage(<PasswordNotice />, { viewer: { hasPassword: false } });
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  unmount();

  renderPage(<PasswordNotice />, { viewer: { id: 'u2', hasPassword: false } });

  expect(screen.getByRole('link', { name: 'Set a password' })).toBeTruthy();
});

it('does not ask a person with a password', () => {
  renderPage(<PasswordNotice />);

  expect(screen.queryByRole('link')).toBeNull();
});
