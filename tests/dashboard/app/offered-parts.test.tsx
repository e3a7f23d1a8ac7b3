/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { ActivityPage } from '../../../dashboard/activity/ActivityPage.js';
import type { Role } from '../../../dashboard/generated/graphql.js';
import { ModelsPage } from '../../../dashboard/models/ModelsPage.js';
import { SettingsPage } from '../../../dashboard/people/SettingsPage.js';
import { renderPage } from '../../support/dashboard/render-page.js';

/** What a role sees at an address, with every form replaced by a word. */
function open(
  path: string,
  role: Role,
): { readonly isShown: boolean; readonly tabs: readonly (string | null)[] } {
  const form = <Route path="*" element="The form" />;
  renderPage(
    <Routes>
      <Route path="/w/main/settings" element={<SettingsPage />}>
        {form}
      </Route>
      <Route path="/w/main/activity" element={<ActivityPage />}>
        {form}
      </Route>
      <Route path="/w/main/models" element={<ModelsPage />}>
        {form}
      </Route>
    </Routes>,
    { address: `/w/main/${path}`, viewer: { role } },
  );
  const isShown = screen.queryByText('The form') !== null;
  expect(screen.queryByText('This page is not for your role') !== null).toBe(!isShown);
  return { isShown, tabs: screen.queryAllByRole('link').map(({ textContent }) => textContent) };
}

it.each<[string, Role, boolean]>([
  ['settings/account', 'PM', true],
  ['settings/people', 'ADMIN', true],
  ['settings/people', 'PM', false],
  ['settings/keys', 'ANALYST', false],
  ['settings/workspace', 'ML_ENGINEER', false],
  ['settings/audit', 'MERCHANT', false],
  ['activity/imports', 'ANALYST', true],
  ['activity/imports', 'PM', false],
  ['activity/jobs', 'PM', true],
  ['activity/jobs', 'MERCHANT', false],
  ['activity/events', 'MERCHANT', false],
  ['models/try', 'MERCHANT', true],
  ['models/try', 'ANALYST', false],
  ['models/versions', 'MERCHANT', false],
])('%s is shown to %s: %s', (path, role, isShown) => {
  expect(open(path, role).isShown).toBe(isShown);
});

it('parts for other roles are not offered as tabs either', () => {
  expect(open('settings/account', 'PM').tabs).toEqual(['Your account']);
});
