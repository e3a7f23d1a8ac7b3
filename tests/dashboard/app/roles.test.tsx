/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */

import { beforeEach, expect, it } from '@jest/globals';
import { AppShell } from '@mantine/core';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { Navigation } from '../../../dashboard/app/shell/Navigation.js';
import { WorkspaceLayout } from '../../../dashboard/app/WorkspaceLayout.js';
import { ROLE_NAMES } from '../../../dashboard/format/words.js';
import type { Role } from '../../../dashboard/generated/graphql.js';
import { clientOf, forgetClients } from '../../../dashboard/session/apollo-client.js';
import { lineWith } from '../../support/dashboard/line.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const IMPORTERS: readonly Role[] = ['ADMIN', 'ANALYST'];

beforeEach(() => forgetClients());

it.each(Object.keys(ROLE_NAMES) as Role[])('the menu offers imports to whoever may import: %s', (role) => {
  renderPage(
    <AppShell>
      <Navigation onNavigate={() => {}} onClose={() => {}} />
    </AppShell>,
    { viewer: { role } },
  );

  expect(screen.queryByRole('link', { name: 'Import' }) !== null).toBe(IMPORTERS.includes(role));
});

it.each(Object.keys(ROLE_NAMES) as Role[])('the menu offers calculators to all but experts: %s', (role) => {
  renderPage(
    <AppShell>
      <Navigation onNavigate={() => {}} onClose={() => {}} />
    </AppShell>,
    { viewer: { role } },
  );

  expect(screen.queryByRole('link', { name: 'Calculators' }) !== null).toBe(role !== 'EXPERT');
});

it('a merchant without a store is told so, wherever they look', async () => {
  const viewer = {
    __typename: 'User',
    id: 'u1',
    email: 'mo@example.com',
    name: 'Mo',
    role: 'MERCHANT',
    hasPassword: true,
  };
  const setup = { __typename: 'Setup', needsFirstSignIn: false, version: '1' };
  clientOf('main').setLink(
    lineWith({ Session: { data: { viewer, workspaces: [] } }, Setup: { data: { viewer, setup } } }),
  );

  renderPage(
    <Routes>
      <Route path="/w/:workspace/*" element={<WorkspaceLayout />} />
    </Routes>,
  );

  expect(await screen.findByRole('heading', { name: 'No store yet' })).toBeDefined();
  expect(screen.getByText(/Ask an administrator to add you to one\./)).toBeDefined();
});
