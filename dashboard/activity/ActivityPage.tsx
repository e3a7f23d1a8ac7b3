import { Outlet } from 'react-router';
import { useWorkspacePath } from '../session/session.js';
import { Page } from '../ui/page/Page.js';
import { TabLinks } from '../ui/page/TabLinks.js';

/** What goes on behind the pages: jobs, and events as they come in. */
export function ActivityPage() {
  const workspacePath = useWorkspacePath();
  return (
    <Page title="Activity">
      <TabLinks
        label="Activity"
        links={[
          { to: workspacePath('activity/jobs'), label: 'Jobs' },
          { to: workspacePath('activity/events'), label: 'Events' },
        ]}
      />
      <Outlet />
    </Page>
  );
}
