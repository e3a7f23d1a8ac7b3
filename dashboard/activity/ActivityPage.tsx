import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { OfferedOutlet } from '../ui/page/OfferedOutlet.js';
import { Page } from '../ui/page/Page.js';
import { TabLinks } from '../ui/page/TabLinks.js';

/** What goes on behind the pages: jobs, files that were imported, and events as they come in. */
export function ActivityPage() {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const imports = { to: workspacePath('activity/imports'), label: 'Imports' };
  const links = [
    { to: workspacePath('activity/jobs'), label: 'Jobs' },
    ...(may(role, 'importFiles') ? [imports] : []),
    { to: workspacePath('activity/events'), label: 'Events' },
  ];
  return (
    <Page title="Activity">
      <TabLinks label="Activity" links={links} />
      <OfferedOutlet
        base={workspacePath('activity')}
        links={links}
        others="Administrators and analysts import files and see them again."
      />
    </Page>
  );
}
