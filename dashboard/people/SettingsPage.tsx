import { Outlet, useLocation } from 'react-router';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Page } from '../ui/page/Page.js';
import { TabLinks } from '../ui/page/TabLinks.js';

const EVERYONE = [{ path: 'account', label: 'Your account' }];
const ADMINISTRATORS = [
  ...EVERYONE,
  { path: 'workspace', label: 'Workspace' },
  { path: 'people', label: 'People' },
  { path: 'keys', label: 'API keys' },
  { path: 'audit', label: 'Audit log' },
];

export function SettingsPage() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const { pathname } = useLocation();
  const links = (may(role, 'administer') ? ADMINISTRATORS : EVERYONE).map(({ path, label }) => ({
    to: workspacePath(`settings/${path}`),
    label,
  }));
  const isOffered = pathname === workspacePath('settings') || links.some(({ to }) => to === pathname);
  return (
    <Page title="Settings">
      <TabLinks label="Settings" links={links} />
      {isOffered ? (
        <Outlet />
      ) : (
        <EmptyNotice title="Your role may not change these settings">
          An administrator can: ask one to do it, or to change your role.
        </EmptyNotice>
      )}
    </Page>
  );
}
