/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { PasswordNotice } from '../../../dashboard/app/shell/PasswordNotice.js';
import { renderPage } from '../../support/dashboard/render-page.js';

it('asks whoever has no password to set one, until dismissed in this tab', () => {
  const { unmount } = renderPage(<PasswordNotice />, { hasPassword: false });
  expect(screen.getByRole('link', { name: 'Set a password' }).getAttribute('href')).toBe(
    '/w/main/settings/account',
  );

  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('link')).toBeNull();
  unmount();
  renderPage(<PasswordNotice />, { hasPassword: false });
  expect(screen.queryByRole('link')).toBeNull();
});

it('asks nobody else', () => {
  sessionStorage.clear();
  renderPage(<PasswordNotice />);

  expect(screen.queryByRole('link')).toBeNull();
});
