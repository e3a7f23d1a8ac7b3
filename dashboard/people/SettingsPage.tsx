import { Outlet } from 'react-router';
import { useSession, useWorkspacePath } from '../session/session.js';
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
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const tabs = viewer.role === 'ADMIN' ? ADMINISTRATORS : EVERYONE;
  return (
    <Page title="Settings">
      <TabLinks
        label="Settings"
        links={tabs.map(({ path, label }) => ({ to: workspacePath(`settings/${path}`), label }))}
      />
      <Outlet />
    </Page>
  );
}
