/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { DisablePersonModal } from '../../../dashboard/people/DisablePersonModal.js';
import { KeysPanel } from '../../../dashboard/people/keys/KeysPanel.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const kim = {
  __typename: 'User' as const,
  id: 'u2',
  email: 'kim@example.com',
  name: 'Kim',
  role: 'ADMIN' as const,
  disabledAt: null,
  signedInAt: null,
  hasPassword: true,
};

it.each([
  [0, 'No API key stops working.'],
  [1, '1 API key that they created stops working until you enable them again.'],
  [2, '2 API keys that they created stop working until you enable them again.'],
])('before a person is disabled, says what becomes of %i keys', async (unrevokedKeyCount, sentence) => {
  const answers = { UnrevokedKeyCount: { data: { unrevokedKeyCount } } };

  renderPage(<DisablePersonModal person={kim} onClose={() => {}} />, { answers });

  expect(
    await screen.findByText(new RegExp(`This signs Kim out, who can no longer sign in. ${sentence}`)),
  ).toBeTruthy();
});

it('the list of keys says which do not work, and why', async () => {
  const creator = { ...kim, disabledAt: '2026-01-01T00:00:00.000Z' };
  const key = {
    __typename: 'ApiKey',
    id: 'k1',
    name: 'Shop frontend',
    prefix: 'toile_abc',
    scopes: ['EVENTS_WRITE'],
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: null,
    revokedAt: null,
    creator,
  };

  renderPage(<KeysPanel />, { answers: { ApiKeys: { data: { apiKeys: [key] } } } });

  expect(await screen.findByText('Disabled: its creator, Kim, is disabled')).toBeTruthy();
});
