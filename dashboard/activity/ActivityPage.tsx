import { Outlet } from 'react-router';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { Page } from '../ui/page/Page.js';
import { TabLinks } from '../ui/page/TabLinks.js';

/** What goes on behind the pages: jobs, files that were imported, and events as they come in. */
export function ActivityPage() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const imports = { to: workspacePath('activity/imports'), label: 'Imports' };
  return (
    <Page title="Activity">
      <TabLinks
        label="Activity"
        links={[
          { to: workspacePath('activity/jobs'), label: 'Jobs' },
          ...(may(viewer.role, 'importFiles') ? [imports] : []),
          { to: workspacePath('activity/events'), label: 'Events' },
        ]}
      />
      <Outlet />
    </Page>
  );
}
