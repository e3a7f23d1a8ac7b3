import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { OfferedOutlet } from '../ui/page/OfferedOutlet.js';
import { Page } from '../ui/page/Page.js';
import { TabLinks, useShownTab } from '../ui/page/TabLinks.js';

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
  const links = (may(role, 'administer') ? ADMINISTRATORS : EVERYONE).map(({ path, label }) => ({
    to: workspacePath(`settings/${path}`),
    label,
  }));
  return (
    <Page title="Settings" part={useShownTab(links)}>
      <TabLinks label="Settings" links={links} />
      <OfferedOutlet
        base={workspacePath('settings')}
        links={links}
        others="Administrators change settings and look after people and keys."
      />
    </Page>
  );
}
